-- Each request has tracks of its own: the thread's number and a counter make their ids.
-- Arguments: bytes of text in each call, and how many calls a request has; 1 for no batch.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  count = 0
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  filler = string.rep("x", tonumber(args[1] or "100"))
  calls = tonumber(args[2] or "1")
end

local function call()
  count = count + 1
  return string.format(
    '{"type":"track","userId":"u%d","event":"Event","messageId":"%d-%d","properties":{"text":"%s"}}',
    count % 100, number, count, filler)
end

function request()
  if calls == 1 then
    return wrk.format(nil, "/v1/track", nil, call())
  end
  local all = {}
  for place = 1, calls do
    all[place] = call()
  end
  return wrk.format(nil, "/v1/batch", nil, '{"batch":[' .. table.concat(all, ",") .. "]}")
end
