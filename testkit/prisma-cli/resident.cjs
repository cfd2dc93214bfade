// Runs commands of the Prisma CLI one after the other in one process, since starting node and loading the
// libraries takes five times as long as the command. The CLI's own entry point is evaluated anew for each
// command; only what it requires from node_modules stays loaded. A command has ended when node would end:
// when nothing is left to wait for, or when it asks for it.
//
// Requests are lines of JSON on descriptor 3, { cwd, env, arguments }; answers are lines on descriptor 4,
// { exit, output, errors, last }; after the last one the process has ended. Standard input is empty.
'use strict'
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const vm = require('node:vm')

const REQUESTS = 3
const ANSWERS = 4
const PATIENCE_MS = 2000
const build = path.join(__dirname, 'node_modules', 'prisma', 'build') + path.sep

class Ended extends Error {}

let command
let rest = Buffer.alloc(0)

/** The next request, waiting for it; undefined at the end of them. */
function nextRequest() {
  const chunk = Buffer.alloc(65536)
  while (!rest.includes(10)) {
    const read = fs.readSync(REQUESTS, chunk)
    if (read === 0) return undefined
    rest = Buffer.concat([rest, chunk.subarray(0, read)])
  }
  const end = rest.indexOf(10)
  const line = rest.subarray(0, end).toString()
  rest = rest.subarray(end + 1)
  return JSON.parse(line)
}

function answer() {
  const { exit, output, errors, last } = command
  const line = Buffer.from(JSON.stringify({ exit, output, errors, last }) + '\n')
  for (let sent = 0; sent < line.length; ) sent += fs.writeSync(ANSWERS, line, sent)
}

// Compiled once, evaluated for every command; by a node that can import from what is compiled so.
const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER
const compiled = new Map()
const compile = Module.prototype._compile
Module.prototype._compile = function (content, filename) {
  if (!importModuleDynamically || !filename.startsWith(build)) return compile.call(this, content, filename)
  if (!compiled.has(filename)) {
    const source = Module.wrap(content.replace(/^#!.*/, ''))
    compiled.set(filename, new vm.Script(source, { filename, importModuleDynamically }))
  }
  const required = Module.createRequire(filename)
  const evaluate = compiled.get(filename).runInThisContext()
  return evaluate.call(this.exports, this.exports, required, this, filename, path.dirname(filename))
}

function capture(stream, name) {
  stream.write = (chunk, encoding, callback) => {
    // What asks to end does not go on; here it does.
    if (!command.ended) command[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const done = typeof encoding === 'function' ? encoding : callback
    if (done) process.nextTick(done)
    return true
  }
}

process.exit = (code) => {
  end(code ?? process.exitCode)
  throw new Ended()
}

/** What a command leaves running may not keep it from ending: another process does the next one then. */
function end(exit) {
  if (command.ended) return
  command.ended = true
  command.exit = exit
  command.patience = setTimeout(() => {
    command.last = true
    finish()
    process.reallyExit(0)
  }, PATIENCE_MS).unref()
}

function failed(error) {
  if (command.ended) return
  command.errors += (error?.stack ?? error) + '\n'
  end(1)
}

function listeners() {
  return new Map(process.eventNames().map((event) => [event, process.rawListeners(event)]))
}

function begin(request) {
  command = { output: '', errors: '', last: false, listeners: listeners(), environment: process.env }
  process.chdir(request.cwd)
  process.env = { ...process.env, ...request.env }
  process.argv = [process.execPath, path.join(build, 'index.js'), ...request.arguments]
  process.exitCode = undefined
  for (const file of Object.keys(require.cache)) if (file.startsWith(build)) delete require.cache[file]
  require(process.argv[1])
}

function finish() {
  clearTimeout(command.patience)
  command.exit = Number((command.ended ? command.exit : process.exitCode) ?? 0)
  command.ended = false
  try {
    process.emit('exit', command.exit)
  } catch (error) {
    if (!(error instanceof Ended)) throw error
  }
  for (const event of process.eventNames()) {
    const before = command.listeners.get(event) ?? []
    for (const listener of process.rawListeners(event)) {
      if (!before.includes(listener)) process.removeListener(event, listener)
    }
  }
  process.env = command.environment
  process.exitCode = undefined
  answer()
}

function proceed() {
  if (command) finish()
  const request = nextRequest()
  if (request) setImmediate(begin, request)
  else process.reallyExit(0)
}

process.on('uncaughtException', failed)
process.on('unhandledRejection', failed)
process.on('beforeExit', proceed)
capture(process.stdout, 'output')
capture(process.stderr, 'errors')
