// SPDX-License-Identifier: Apache-2.0
// The jar as an operator runs it: the detector with its embedded broker and registry, and made-up traffic sent to it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const JAR = process.env.CONSOLE_JAR ?? fileURLToPath(new URL('../../../target/nidwatch.jar', import.meta.url));
const START_MS = 90_000;

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
    this.data = mkdtempSync(join(tmpdir(), 'nidwatch-browser-'));
    const ports = { 'http.port': await freePort(), 'embedded.kafka.port': await freePort(), 'embedded.registry.port': await freePort() };
    this.arguments = ['--data', this.data, ...Object.entries({ ...ports, ...this.settings }).flatMap(([key, value]) => ['--set', `${key}=${value}`])];
    this.address = `http://127.0.0.1:${ports['http.port']}`;
    const { child } = this.run('run');
    const until = Date.now() + START_MS;
    while (!(await fetch(`${this.address}/health/ready`).then((answer) => answer.ok, () => false))) {
      if (child.exitCode !== null) throw new Error(`the detector ended with ${child.exitCode}:\n${this.printed}`);
      if (Date.now() > until) throw new Error(`the detector was not ready after ${START_MS / 1000} s:\n${this.printed}`);
      await new Promise((done) => setTimeout(done, 250));
    }
    return this;
  }

  /** Starts a command of the jar beside the others; {process, ended: promise of the exit code}. */
  run(command, ...more) {
    const child = spawn('java', ['-Xmx640m', '-XX:TieredStopAtLevel=1', '-jar', JAR, command, ...this.arguments, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
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
