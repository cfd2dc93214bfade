// Runs migrations with the project's own node-pg-migrate, without any database, and prints what they
// would send. Started by Backout in the project's folder. Standard input: one line, a secret word and
// NAME=VALUE, some of them "file", their values in base64. Standard output: lines that begin with the
// word; whatever migrations print themselves goes to standard error.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, extname } from "node:path";
import { pathToFileURL } from "node:url";
import net from "node:net";
import dgram from "node:dgram";
import dns from "node:dns";

const decode = (text) => Buffer.from(text, "base64").toString("utf8");
const encode = (text) => Buffer.from(String(text), "utf8").toString("base64") || "=";
const [word, ...input] = readFileSync(0, "utf8").trim().split(" ");
const options = {};
const files = [];
for (const part of input) {
    const name = part.slice(0, part.indexOf("="));
    const value = decode(part.slice(name.length + 1));
    if (name === "file") files.push(value);
    else options[name] = value;
}

const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
for (const level of ["log", "info", "debug"]) console[level] = console.error;
const say = (...words) => print(`${word} ${words.join(" ")}\n`);

let contact = null;
const refuse = (what) =>
    function () {
        contact ??= what;
        throw new Error(`Backout lets no migration connect anywhere while it is read (${what})`);
    };
net.Socket.prototype.connect = refuse("a connection");
net.Server.prototype.listen = refuse("a server");
dgram.createSocket = refuse("a datagram");
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
    dns[name] = refuse("a name is looked up");
    dns.promises[name] = refuse("a name is looked up");
}

const broken = (error) => {
    const text = error instanceof Error ? error.message : String(error);
    say("broken", encode(text.split("\n")[0]));
};
process.on("uncaughtException", (error) => {
    broken(error);
    process.exit(1);
});

// Nothing is left that could wake anybody: a promise that is awaited is never kept.
let forsake = null;
process.on("beforeExit", () => forsake?.(new Error("NEVER")));
const kept = (promise) =>
    new Promise((resolve, reject) => {
        forsake = reject;
        promise.then(resolve, reject);
    });

const from = createRequire(join(process.cwd(), "package.json"));
const tool = await import(pathToFileURL(from.resolve("node-pg-migrate")).href);
let jiti = tool.jiti;
if (options.tsconfig !== undefined && options.tsconfig !== "false") {
    const inner = createRequire(from.resolve("node-pg-migrate"));
    const { createJiti } = await import(pathToFileURL(inner.resolve("jiti")).href);
    const paths = options.tsconfig === "true" ? true : options.tsconfig;
    jiti = createJiti(process.cwd(), { tsconfigPaths: paths });
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const settings = {
    migrationsTable: "pgmigrations",
    schema: "public",
    decamelize: options.decamelize === "true",
    singleTransaction: false,
};
let shorthands = {};

// What one direction sends. The builder is taken from the migration's own function.
async function sent(actions, path, direction) {
    let building = false;
    let result = null;
    const db = new Proxy(
        {},
        {
            get: () => async () => {
                if (building) throw new Error("ASKS");
                return { rows: [] };
            },
        },
    );
    const wrap = (action) => {
        if (typeof action !== "function") return action;
        const take = (pgm) => {
            building = false;
            result = { transaction: pgm.isUsingTransaction(), steps: [...pgm.getSqlSteps()] };
        };
        return action.length === 2
            ? (pgm, done) => {
                  building = true;
                  return action(pgm, () => {
                      take(pgm);
                      done();
                  });
              }
            : async (pgm) => {
                  building = true;
                  await action(pgm);
                  take(pgm);
              };
    };
    const up = wrap(actions.up);
    const down = actions.down === actions.up ? up : wrap(actions.down);
    const migration = new tool.Migration(db, path, { up, down }, settings, { ...shorthands }, quiet);
    await migration.apply(direction);
    return result;
}

const steps = (result) =>
    [result.transaction ? "T" : "N", ...result.steps.map(encode)].join(" ");
const never = "never ends: it waits for a promise that nothing is left to keep";
const asks = "asks the database while it is read (pgm.db): what it sends depends on the answer";

const reason = (error, ours, theirs) => {
    const text = String(error?.message ?? error).split("\n")[0];
    return text === "ASKS" ? ours + asks : text === "NEVER" ? ours + never : theirs + text;
};

for (const file of files) {
    say("begin", encode(file));
    contact = null;
    try {
        const actions = await kept(jiti.import(join(options.directory, file)));
        shorthands = { ...shorthands, ...actions.shorthands };
        const up = await kept(sent(actions, file, "up"));
        let down = null;
        let why = null;
        try {
            down = await kept(sent(actions, file, "down"));
        } catch (error) {
            why = reason(error, "its down ", "");
        }
        // A connection may be tried after the function has returned.
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (contact !== null) throw new Error("connects somewhere by itself: " + contact);
        say("up", steps(up));
        if (down === null) say("refuses", encode(why));
        else say("down", actions.down === undefined ? "I" : "E", steps(down));
    } catch (error) {
        if (contact !== null) broken("connects somewhere by itself: " + contact);
        else broken(reason(error, "", "throws: "));
    }
    say("end");
}
say("all");
process.exit(0);
