#!/usr/bin/env node
// The schema engine that the Prisma CLI starts (PRISMA_SCHEMA_ENGINE_BINARY). The native engine is not
// an npm package, its WebAssembly build is: this file speaks the native engine's protocol, JSON-RPC over
// stdin and stdout, in front of it. The database session differs from @prisma/adapter-pg's in three
// points, each as the native engine does it: one session for everything, a script is one simple-query
// message, and the shadow database is a database of its own.
import fs from 'node:fs'
import readline from 'node:readline'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const pg = require('pg')
const { PrismaPg } = require('@prisma/adapter-pg')
const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = require('@prisma/driver-adapter-utils')

const OID_CHAR = 18
const OID_TEXT = 25
const OID_CHAR_ARRAY = 1002
const OID_TEXT_ARRAY = 1009
const PRISMA_ONLY_PARAMETERS = [
  'schema', 'connection_limit', 'pool_timeout', 'pgbouncer', 'sslaccept', 'connect_timeout', 'socket_timeout',
]

// Command line: --datasource JSON|URL|base64(JSON), --datamodels FILE (repeated), cli COMMAND, --version.

function parseDatasource(text) {
  if (text.startsWith('{')) return JSON.parse(text)
  if (text.startsWith('postgres')) return { url: text }
  return JSON.parse(Buffer.from(text, 'base64').toString())
}

function parseArguments(argv) {
  const parsed = { datasource: {}, datamodels: [], cliCommand: undefined, version: false }
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--datasource') parsed.datasource = parseDatasource(argv[++i])
    else if (argv[i] === '--datamodels') parsed.datamodels.push(argv[++i])
    else if (argv[i] === 'cli') parsed.cliCommand = argv[i + 1]
    else if (argv[i] === '--version' || argv[i] === '-V') parsed.version = true
  }
  if (!parsed.datasource.url?.startsWith('postgres')) parsed.datasource.url = process.env.DATABASE_URL
  return parsed
}

// Connections.

function connectionFields(url) {
  // Separate fields, not connectionString: pg lets the latter win over `database`, and the shadow
  // database would be the main one.
  const fields = {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password) || undefined,
    database: decodeURIComponent(url.pathname.slice(1)),
    max: 1,
  }
  const schema = url.searchParams.get('schema')
  if (schema) fields.options = `-c search_path="${schema}"`
  return fields
}

/** The URL without the parameters that only Prisma knows. */
function serverUrl(text) {
  const url = new URL(text)
  for (const parameter of PRISMA_ONLY_PARAMETERS) url.searchParams.delete(parameter)
  return url
}

/** One session instead of a pool: a pool silently replaces the session after an error. */
async function singleSession(adapter, fields) {
  const client = new pg.Client(fields)
  await client.connect()
  client.on('error', () => {})
  await adapter.client.end()
  adapter.client = client
  adapter.dispose = () => client.end()
  return adapter
}

/** The adapter does not know type "char", which the engine's catalog queries return. */
function presentCharAsText(adapter) {
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  let charColumns = []
  adapter.performIO = async (query) => {
    const result = await performIO(query)
    charColumns = []
    result.fields.forEach((field, i) => {
      if (field.dataTypeID === OID_CHAR) {
        field.dataTypeID = OID_TEXT
        charColumns.push(i)
      }
      if (field.dataTypeID === OID_CHAR_ARRAY) field.dataTypeID = OID_TEXT_ARRAY
    })
    return result
  }
  adapter.queryRaw = async (query) => {
    const rows = await queryRaw(query)
    for (const i of charColumns) rows.columnTypes[i] = ColumnTypeEnum.Character
    return rows
  }
  return adapter
}

/** The adapter splits a script at semicolons; the native engine sends it as it is. */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async function (script) {
    try {
      await this.client.query(script)
    } catch (error) {
      this.onError(error)
    }
  }
  return adapter
}

async function session(factory, fields) {
  return sendScriptsWhole(presentCharAsText(await singleSession(await factory(), fields)))
}

async function connectToGivenShadowDatabase(main, shadowUrl) {
  const shadow = new URL(shadowUrl)
  if (shadow.host === main.host && shadow.pathname === main.pathname) {
    throw new Error('shadowDatabaseUrl is the main database')
  }
  const fields = connectionFields(shadow)
  const adapter = await session(() => new PrismaPg(fields, { schema: 'public' }).connect(), fields)
  await adapter.client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public;')
  return adapter
}

async function connectToNewShadowDatabase(main, fields, schema) {
  const database = `prisma_migrate_shadow_db_${globalThis.crypto.randomUUID()}`
  await main.client.query(`CREATE DATABASE "${database}"`)
  const shadowFields = { ...fields, database }
  const adapter = await session(() => new PrismaPg(shadowFields, { schema }).connect(), shadowFields)
  if (schema !== 'public') await adapter.client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`)
  adapter.dispose = async () => {
    await adapter.client.end()
    await main.client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
    await main.client.end()
  }
  return adapter
}

function adapterFactory({ url: text, shadowDatabaseUrl }) {
  const url = new URL(text)
  const schema = url.searchParams.get('schema') || 'public'
  const fields = connectionFields(url)
  const factory = new PrismaPg(fields, { schema })
  const connect = factory.connect.bind(factory)
  factory.connect = () => session(connect, fields)
  factory.connectToShadowDb = async () =>
    shadowDatabaseUrl
      ? connectToGivenShadowDatabase(url, shadowDatabaseUrl)
      : connectToNewShadowDatabase(await factory.connect(), fields, schema)
  return bindMigrationAwareSqlAdapterFactory(factory)
}

// Commands that the CLI runs before it speaks JSON-RPC.

function failCommand(code, message) {
  const line = {
    timestamp: new Date().toISOString(),
    level: 'ERROR',
    fields: { message, is_panic: false, error_code: code },
    target: 'schema_engine::logger',
  }
  process.stderr.write('\n' + JSON.stringify(line) + '\n')
  process.exit(1)
}

async function execute(url, database, sql) {
  const target = serverUrl(url)
  target.search = ''
  if (database) target.pathname = '/' + database
  const client = new pg.Client({ connectionString: target.toString() })
  await client.connect()
  if (sql) await client.query(sql)
  await client.end()
}

async function runCommand(command, url) {
  const database = decodeURIComponent(new URL(url).pathname.slice(1))
  try {
    if (command === 'can-connect-to-database') await execute(url)
    if (command === 'create-database') await execute(url, 'postgres', `CREATE DATABASE "${database}"`)
    if (command === 'drop-database') await execute(url, 'postgres', `DROP DATABASE "${database}"`)
  } catch (error) {
    if (error.code === '3D000') failCommand('P1003', `Database \`${database}\` does not exist`)
    if (error.code === '42P04') failCommand('P1009', `Database \`${database}\` already exists`)
    failCommand('P1001', `Can't reach database server at \`${new URL(url).host}\`\n\n${error.message}`)
  }
  process.exit(0)
}

// The engine, and JSON-RPC in front of it.

async function startEngine({ datasource, datamodels }) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) =>
      process.stderr.write(JSON.stringify({ level: 'ERROR', fields: { message } }) + '\n'),
  }
  const directory = new URL('./node_modules/@prisma/schema-engine-wasm/', import.meta.url)
  const glue = await import(new URL('schema_engine_bg.js', directory))
  const module = new WebAssembly.Module(fs.readFileSync(new URL('schema_engine_bg.wasm', directory)))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const models = datamodels.map((file) => [file, fs.readFileSync(file, 'utf8')])
  const options = { datamodels: models.length > 0 ? models : undefined }
  return glue.SchemaEngine.new(options, () => {}, adapterFactory(datasource))
}

const METHODS = new Set([
  'applyMigrations', 'createMigration', 'dbExecute', 'debugPanic', 'devDiagnostic', 'diagnoseMigrationHistory',
  'diff', 'ensureConnectionValidity', 'evaluateDataLoss', 'introspect', 'introspectSql', 'markMigrationApplied',
  'markMigrationRolledBack', 'reset', 'schemaPush', 'version',
])

const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n')

async function call(engine, method, params) {
  if (method === 'introspect' && params.namespaces === undefined) params = { ...params, namespaces: null }
  const result = await engine[method](params)
  if (method !== 'diff') return result ?? {}
  if (result.stdout) send({ id: 'print', method: 'print', params: { content: result.stdout } })
  return { exitCode: result.exitCode }
}

async function answer(request, settings, engine) {
  if (!request.method) return // the CLI's answer to our "print"
  const method = request.method === 'getDatabaseVersion' ? 'version' : request.method
  try {
    if (method === 'createDatabase') {
      const databaseName = new URL(settings.datasource.url).pathname.slice(1)
      return send({ id: request.id, result: { databaseName } })
    }
    if (!METHODS.has(method)) throw new Error(`the engine has no method ${method}`)
    send({ id: request.id, result: await call(await engine(), method, request.params) })
  } catch (error) {
    const data = { is_panic: false, message: error.message, meta: error.meta, error_code: error.code }
    const message = 'An error happened. Check the data field for details.'
    send({ id: request.id, error: { code: 4466, message, data } })
  }
}

function serve(settings) {
  let started
  const engine = () => (started ??= startEngine(settings))
  let queue = Promise.resolve()
  const input = readline.createInterface({ input: process.stdin })
  input.on('line', (line) => {
    queue = queue.then(() => answer(JSON.parse(line), settings, engine))
  })
  input.on('close', () => queue.then(() => process.exit(0)))
}

const settings = parseArguments(process.argv.slice(2))
if (settings.version) console.log('schema-engine-cli (WebAssembly)')
else if (settings.cliCommand) await runCommand(settings.cliCommand, settings.datasource.url)
else serve(settings)
