// load.mjs ROWS SECONDS [WORKERS]: reads and writes users and orders as an application does, and prints one line of
// JSON: operations, failures by message, how often an operation was tried again, and every operation that took longer
// than 20 ms, with its end in seconds since 1970.
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";

// An application does something else, too.
const PAUSE = 5;
const [rows, seconds, workers = 4] = process.argv.slice(2).map(Number);
const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });
const end = Date.now() + seconds * 1000;
const told = { operations: 0, retries: 0, failures: {}, long: [] };
const someone = () => 1 + Math.floor(Math.random() * rows);
const operations = [
    (id) => client.users.findUnique({ where: { id }, select: { name: true, score: true } }),
    (id) => client.users.update({ where: { id }, data: { score: { increment: 1 } }, select: { id: true } }),
    (id) => client.orders.create({ data: { user_id: id, total: 7 }, select: { id: true } }),
    (id) => client.orders.findMany({ where: { user_id: id }, select: { total: true }, take: 1 }),
    (id) => client.$transaction([
        client.users.findMany({ where: { id }, select: { name: true, orders: { select: { total: true }, take: 1 } } }),
        client.users.updateMany({ where: { id }, data: { score: 0 } }),
    ]),
];

// A plan that was made for the columns of before is the one failure that a client may answer by trying again.
async function tried(operation, id) {
    try {
        return await operation(id);
    } catch (e) {
        if (!/cached plan/.test(String(e.message))) throw e;
        told.retries++;
        return await operation(id);
    }
}

async function work() {
    while (Date.now() < end) {
        const operation = operations[Math.floor(Math.random() * operations.length)];
        const began = performance.now();
        try {
            await tried(operation, someone());
        } catch (e) {
            const message = String(e.message).trim().split("\n").at(-1);
            told.failures[message] = (told.failures[message] ?? 0) + 1;
        }
        const took = performance.now() - began;
        told.operations++;
        if (took > 20) told.long.push([Date.now() / 1000, Math.round(took)]);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
}

await Promise.all(Array.from({ length: workers }, work));
await client.$disconnect();
console.log(JSON.stringify(told));
