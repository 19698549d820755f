internal import CallFormats
internal import Testing

@Suite struct CurlReaderTests {
  @Test(arguments: [
    (
      #"curl https://api.segment.io/v1/track -u KEY: -d '{"userId":"u","event":"A"}'"#,
      #"1 {"type":"track","userId":"u","event":"A"}"#
    ),
    (
      """
      $ curl -X POST https://api.segment.io/v1/identify \\
        -H 'Content-Type: application/json' \\
        --user "KEY:" \\
        --data "{\\"userId\\":\\"u\\",\\"traits\\":{\\"a\\":\\"\\$x\\"}}"
      """, #"1 {"type":"identify","userId":"u","traits":{"a":"$x"}}"#
    ),
    (
      #"curl --data-raw='{"name":"it'\''s"}' --url "http://127.0.0.1:8080/v1/p?x=1" -sS"#,
      #"1 {"type":"page","name":"it's"}"#
    ),
    (
      #"curl 'https://api.segment.io/v1/screen' --data-raw $'{"name":"it\'s \u00e9 \\n"}' --compressed"#,
      #"1 {"type":"screen","name":"it's é \n"}"#
    ),
    (
      #"curl -sX POST https://api.segment.io/v1/track -d'{"type":"page","writeKey":"k","event":"A"}'"#,
      #"1 {"type":"track","event":"A"}"#
    ),
    (
      "curl https://api.segment.io/v1/track -d @- <<'EOF'\r\n{\"event\":\r\n\"A\"}\r\nEOF\r\n",
      #"1 {"type":"track","event":"A"}"#
    ),
    (
      #"curl https://events.eu1.segmentapis.com/v1/batch -d '{"batch":[{"type":"page"}],"context":{"a":1},"writeKey":"k"}'"#,
      #"1.1 {"type":"page","context":{"a":1}}"#
    ),
    (
      "curl ^\"https://api.segment.io/v1/t^\" ^\r\n  -H ^\"content-type: application/json^\" ^\r\n  --data-raw ^\"^{^\\^\"event^\\^\":^\\^\"it's^\\^\"^}^\"",
      #"1 {"type":"track","event":"it's"}"#
    ),
    (
      "curl.exe -X POST https://api.segment.io/v1/track ^\n -d \"{\\\"event\\\":\\\"A\\\"}\"",
      #"1 {"type":"track","event":"A"}"#
    ),
    (
      "Try this, it's easy:\n\n```sh\n$ curl https://api.segment.io/v1/track \\\n  -d '{\"event\":\"A\"}'\n```\nDone",
      #"4 {"type":"track","event":"A"}"#
    ),
    (
      "Words before it\n`curl https://api.segment.io/v1/page -d '{\"name\":\"A\"}'`",
      #"2 {"type":"page","name":"A"}"#
    ),
    (
      "curl https://api.segment.io/v1/track -u \"$SEGMENT_WRITE_KEY:\" -d '{\"event\":\"$A\"}'",
      #"1 {"type":"track","event":"$A"}"#
    ),
    (#"curl https://api.segment.io/v1/track -d '{}'"#, #"1 {"type":"track"}"#),
    (
      #"curl https://api.segment.io/v1/group -d '{"groupId":"g"}'"#,
      #"1 {"type":"group","groupId":"g"}"#
    ),
  ])
  func `a curl command becomes its call`(_ command: String, _ call: String) throws {
    for chunk in [1, 65_536] {
      #expect(try records(of: command, chunk: chunk) == [call])
    }
  }

  @Test(arguments: [
    (
      "curl https://api.segment.io/v1/track -d '{\n\"event\": x}'",
      "1! line 2, column 10: unexpected character"
    ),
    (
      #"curl https://api.segment.io/v1/track -d "{\"event\": x}""#,
      "1! line 1, column 54: unexpected character"
    ),
    (
      "curl https://api.segment.io/v1/track -d '{\"a\"",
      "1! line 1, column 41: the quote ' does not end"
    ),
    (
      "curl https://api.segment.io/v1/track",
      "1! line 1, column 1: no body stands here; curl takes it with -d"
    ),
    (
      "curl https://api.segment.io/v1/track -d @call.json",
      "1! line 1, column 41: the body stands in a file; paste it in place of its name"
    ),
    (
      "curl https://api.segment.io/v1/track -d \"{\\\"userId\\\":\\\"$ID\\\"}\"",
      "1! line 1, column 56: $ID is not filled in; write the value itself"
    ),
    (
      "curl https://api.segment.io/v1/track -d '{\"userId\":\"'\"${ID}\"'\"}'",
      "1! line 1, column 55: ${…} is not filled in; write the value itself"
    ),
    (
      "curl https://example.com -d '{}'",
      "1! line 1, column 1: no address of Segment's HTTP API is here, as …/v1/track"
    ),
    (
      "curl https://api.kustomerapp.com/v1/tracking/event -d '{}'",
      "1! line 1, column 1: this goes to Kustomer; paste the call that goes to Segment"
    ),
    (
      "curl https://api.segment.io/v1/nothing -d '{}'",
      "1! line 1, column 1: /v1/nothing takes no call; use /v1/track or its like"
    ),
  ])
  func `a wrong command says what is wrong and where`(_ command: String, _ error: String) throws {
    #expect(try records(of: command, chunk: 65_536) == [error])
  }

  @Test func `of several commands each is read`() throws {
    let script = """
      curl https://api.segment.io/v1/track -d '{"event":"A"}'; sleep 1
      # curl https://api.segment.io/v1/track -d '{"event":"comment"}'
      curl https://api.segment.io/v1/track -d '{"event":}'

      curl https://api.segment.io/v1/track -d '{"event":"B"}' | jq .
      """
    #expect(
      try records(of: script, chunk: 7) == [
        #"1 {"type":"track","event":"A"}"#, "3! line 3, column 51: unexpected character",
        #"5 {"type":"track","event":"B"}"#,
      ])
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["curl '", "curl \"\\", "curl -d a ", "curl <<E\n", "curl -d @- <<E -d x\n"])
  func `the work grows with the length of the text alone`(_ part: String) throws {
    let text = String(repeating: part, count: (1 << 16) / part.utf8.count)
    #expect(try !records(of: text, chunk: 65_536).isEmpty)
  }
}
