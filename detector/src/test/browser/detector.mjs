// SPDX-License-Identifier: Apache-2.0
// The jar as an operator runs it: a detector and its console, and made-up traffic sent to it. The broker is another process (the
// embedded one of a detector that watches topics of its own), so that the detector can be stopped while queries come in.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const JAR = process.env.CONSOLE_JAR ?? fileURLToPath(new URL('../../../target/nidwatch.jar', import.meta.url));
const START_MS = 120_000;

const settings = (values) => Object.entries(values).flatMap(([key, value]) => ['--set', `${key}=${value}`]);

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Detector {
  constructor(settings = {}) {
    if (!existsSync(JAR)) throw new Error(`${JAR} is missing: mvn package -DskipTests makes it`);
    this.settings = settings;
    this.processes = [];
    this.printed = '';
  }

  async start() {
    try {
      return await this.begin();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async begin() {
    this.data = mkdtempSync(join(tmpdir(), 'nidwatch-browser-'));
    const [kafka, registry, broker, http] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const embedded = { 'embedded.kafka.port': kafka, 'embedded.registry.port': registry, 'http.port': broker, 'topics.prefix': 'other.', 'streams.application.id': 'other' };
    this.launch('run', ['--data', join(this.data, 'broker'), ...settings(embedded)]);
    await this.ready(`http://127.0.0.1:${broker}`);
    const own = { 'kafka.bootstrap.servers': `127.0.0.1:${kafka}`, 'registry.url': `http://127.0.0.1:${registry}`, 'http.port': http, 'topics.replication': 1, 'tokens.key.file': join(this.data, 'broker', 'tokens.key') };
    this.arguments = ['--data', join(this.data, 'detector'), ...settings({ ...own, ...this.settings })];
    this.address = `http://127.0.0.1:${http}`;
    const made = await this.run('topics', '--apply').ended;
    if (made !== 0) throw new Error(`the topics could not be made:\n${this.printed}`);
    this.detecting = this.run('run').child;
    await this.ready(this.address);
    return this;
  }

  async ready(address) {
    const until = Date.now() + START_MS;
    while (!(await fetch(`${address}/health/ready`).then((answer) => answer.ok, () => false))) {
      const ended = this.processes.find(({ child }) => child.exitCode > 0);
      if (ended) throw new Error(`a process ended with ${ended.child.exitCode}:\n${this.printed}`);
      if (Date.now() > until) throw new Error(`the detector was not ready after ${START_MS / 1000} s:\n${this.printed}`);
      await new Promise((done) => setTimeout(done, 250));
    }
  }

  /** Runs something while the detector's process stands still. */
  async paused(action) {
    this.detecting.kill('SIGSTOP');
    try {
      await action();
    } finally {
      this.detecting.kill('SIGCONT');
    }
  }

  /** Starts a command of the jar beside the others; {process, ended: promise of the exit code}. */
  run(command, ...more) {
    return this.launch(command, [...this.arguments, ...more]);
  }

  launch(command, given) {
    const child = spawn('java', ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-jar', JAR, command, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (this.printed = (this.printed + text).slice(-20_000)));
    const ended = new Promise((done) => child.on('exit', done));
    this.processes.push({ child, ended });
    return { child, ended };
  }

  async get(path) {
    const answer = await fetch(this.address + path);
    return path.startsWith('/api/') ? answer.json() : answer.text();
  }

  async stop() {
    for (const { child } of this.processes.reverse()) child.kill('SIGTERM');
    await Promise.race([Promise.all(this.processes.map((each) => each.ended)), new Promise((done) => setTimeout(done, 15_000))]);
    for (const { child } of this.processes) if (child.exitCode === null) child.kill('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }
}
