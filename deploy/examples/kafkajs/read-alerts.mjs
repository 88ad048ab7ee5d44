// Reads alerts with kafkajs and its Confluent registry client, which share no code with Nidwatch.
//   node read-alerts.mjs BOOTSTRAP REGISTRY_URL [HOW_MANY] [SECONDS]
// Prints one line an alert; exit 0 when HOW_MANY (default 1) came within SECONDS (default 60), else 1.
import { Kafka, logLevel } from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const [bootstrap, registryUrl, howMany = '1', seconds = '60'] = process.argv.slice(2);
if (!bootstrap || !registryUrl) {
  console.error('usage: node read-alerts.mjs BOOTSTRAP REGISTRY_URL [HOW_MANY] [SECONDS]');
  process.exit(64);
}

const registry = new SchemaRegistry({ host: registryUrl });
const kafka = new Kafka({ clientId: 'read-alerts', brokers: [bootstrap], logLevel: logLevel.ERROR });
// Alerts are written in transactions: read only what is committed.
const consumer = kafka.consumer({ groupId: `read-alerts-${process.pid}`, readUncommitted: false });
let seen = 0;

await consumer.connect();
await consumer.subscribe({ topic: 'nid.alerts', fromBeginning: true });
const timer = setTimeout(async () => {
  console.error(`saw ${seen} of ${howMany} alerts within ${seconds} s`);
  await consumer.disconnect();
  process.exit(1);
}, Number(seconds) * 1000);

await consumer.run({
  eachMessage: async ({ message }) => {
    const alert = await registry.decode(message.value);
    if (message.key.toString() !== alert.organisation_id) {
      throw new Error('the key of an alert is its organisation');
    }
    console.log(`${alert.phase} ${alert.severity} ${alert.shape} ${alert.organisation_id}: ${alert.summary}`);
    if (++seen === Number(howMany)) {
      clearTimeout(timer);
      setTimeout(async () => {
        await consumer.disconnect();
        process.exit(0);
      }, 0);
    }
  },
});
