// Runs the search of the built site as a browser does: `node search.js WORKER INDEX QUERY…` prints the pages that it finds, best first, as JSON.
const { readFileSync } = require("fs")
const { runInNewContext } = require("vm")

const [worker, index, ...queries] = process.argv.slice(2)
const SETUP = 0, QUERY = 2, RESULT = 3 // messages of the worker
const results = []
let receive
const page = {
  addEventListener: (_, listener) => { receive = listener },
  postMessage: (message) => { if (message.type === RESULT) results.push(message.data.items) },
  console, location: new URL("http://localhost/"), setTimeout, URL,
}
page.self = page

runInNewContext(readFileSync(worker, "utf-8"), page)

async function main() {
  await receive({ data: { type: SETUP, data: { ...JSON.parse(readFileSync(index, "utf-8")), options: { suggest: false } } } })
  const found = {}
  for (const query of queries) {
    await receive({ data: { type: QUERY, data: query } })
    found[query] = results.pop().map((group) => group[0].location.split("#")[0])
  }
  console.log(JSON.stringify(found))
}

main()
