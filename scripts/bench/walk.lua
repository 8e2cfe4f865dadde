-- For wrk: asks for all paths of a file, in random order. PATHS names the file, one path a line.
local requests = {}

function init(arguments)
    math.randomseed(tonumber(os.getenv("SEED") or "1"))
    for path in io.lines(os.getenv("PATHS")) do
        requests[#requests + 1] = wrk.format("GET", path)
    end
end

function request()
    return requests[math.random(#requests)]
end

function done(summary)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("Failed: %d\n", failed))
end
