internal import CallFormats
internal import Testing

@Suite struct CodeReaderTests {
  @Test func `the seed's examples become calls without ids`() {
    let code = """
      analytics.page('Pricing', {
        title: 'Segment Pricing',
        url: 'https://segment.com/pricing',
        kustomer_session_id: 'abc123'
      });

      [[SEGAnalytics sharedAnalytics] screen:@"Home"
      properties:@{ @"kustomer_session_id": @"abc123" }];

      analytics.identify('userId123', {
        email: 'john.doe@example.com'
      });
      analytics.track("Registered", {
        plan: "Pro Annual",
        accountType: "Facebook",
        kustomer_session_id:"abc123"
      });
      """
    let calls = [
      #"1 {"type":"page","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://segment.com/pricing","kustomer_session_id":"abc123"}}"#,
      #"7 {"type":"screen","name":"Home","properties":{"kustomer_session_id":"abc123"}}"#,
      #"10 {"type":"identify","userId":"userId123","traits":{"email":"john.doe@example.com"}}"#,
      #"13 {"type":"track","event":"Registered","properties":{"plan":"Pro Annual","accountType":"Facebook","kustomer_session_id":"abc123"}}"#,
    ]
    #expect(read(code) == calls)
    #expect(read(code.replacing("\"", with: "”").replacing("'", with: "’")) == calls)
    #expect(read(code.replacing("\n", with: "\r\n")) == calls)
  }

  @Test(arguments: [
    (#"page()"#, #"{"type":"page"}"#),
    (#"page('A')"#, #"{"type":"page","name":"A"}"#),
    (#"page('A', 'B')"#, #"{"type":"page","name":"B","category":"A"}"#),
    (#"page({a: 1})"#, #"{"type":"page","properties":{"a":1}}"#),
    (#"page('A', {a: 1})"#, #"{"type":"page","name":"A","properties":{"a":1}}"#),
    (#"page(null, 'B', {a: 1})"#, #"{"type":"page","name":"B","properties":{"a":1}}"#),
    (
      #"screen('A', null, {anonymousId: 'v'})"#,
      #"{"type":"screen","anonymousId":"v","name":"A"}"#
    ),
    (
      #"page('A', 'B', {a: 1}, {context: {locale: 'de'}}, () => go(1, 2))"#,
      #"{"type":"page","name":"B","category":"A","properties":{"a":1},"context":{"locale":"de"}} ! line 1, column 61: the callback is left out"#
    ),
    (#"identify('u')"#, #"{"type":"identify","userId":"u"}"#),
    (#"identify(12)"#, #"{"type":"identify","userId":"12"}"#),
    (#"identify({a: 1})"#, #"{"type":"identify","traits":{"a":1}}"#),
    (
      #"identify({a: 1}, {anonymousId: 'v'})"#,
      #"{"type":"identify","anonymousId":"v","traits":{"a":1}}"#
    ),
    (#"identify(null, {a: 1})"#, #"{"type":"identify","traits":{"a":1}}"#),
    (
      #"track('A', {}, {timestamp: '2024-01-02', integrations: {All: false}, integration: 1})"#,
      #"{"type":"track","event":"A","properties":{},"timestamp":"2024-01-02","integrations":{"All":false}} ! line 1, column 17: option integration is left out"#
    ),
    (
      #"track('A', {a: 1}, options, done)"#,
      #"{"type":"track","event":"A","properties":{"a":1}} ! line 1, column 30: argument 3 is left out ! line 1, column 39: argument 4 is left out"#
    ),
    (
      #"track({userId: 'u', event: 'A', properties: {a: 1}, messageId: 'm'})"#,
      #"{"type":"track","userId":"u","event":"A","properties":{"a":1},"messageId":"m"}"#
    ),
    (
      #"identify({userId: 'u', traits: {a: 1}})"#,
      #"{"type":"identify","userId":"u","traits":{"a":1}}"#
    ),
  ])
  func `arguments resolve as in analytics.js`(_ code: String, _ call: String) {
    #expect(read("analytics.\(code)") == ["1 \(call)"])
  }

  @Test(arguments: [
    ("{a: 1, 'b-c': 2, \"d\": 3, 4: 5, ['e f']: 6,}", #"{"a":1,"b-c":2,"d":3,"4":5,"e f":6}"#),
    ("{a: [1, [], {}, null, undefined,], b: undefined}", #"{"a":[1,[],{},null,null]}"#),
    ("{a: true, b: !1, c: void 0, d: (1)}", #"{"a":true,"b":false,"d":1}"#),
    (
      "{a: 1.0, b: .5, c: 5., d: 1e5, e: 0x1F, f: 1_000, g: -.5, h: +1, i: 12345678901234567890n}",
      #"{"a":1.0,"b":0.5,"c":5,"d":1e5,"e":31,"f":1000,"g":-0.5,"h":1,"i":12345678901234567890}"#
    ),
    (
      #"{a: 'it\'s', b: "say \"hi\"", c: `x"'y`, d: '\x41\u0042\u{43}\n\0\ud83d\ude00'}"#,
      #"{"a":"it's","b":"say \"hi\"","c":"x\"'y","d":"ABC\n\u0000😀"}"#
    ),
    ("{a: `one\r\ntwo`, b: 'on\\\ne'}", #"{"a":"one\ntwo","b":"one"}"#),
    (
      "{a: new Date('2024-01-02'), b: new Date(0)}",
      #"{"a":"2024-01-02","b":"1970-01-01T00:00:00.000Z"}"#
    ),
    ("{/* a: 1 */ b: 2, // c: 3\n d: '// 4'}", #"{"b":2,"d":"// 4"}"#),
    ("{$a: 1, é: 2, 世界: 3}", #"{"$a":1,"é":2,"世界":3}"#),
    ("{a: 'x' as const, b: 1 as any}", #"{"a":"x","b":1}"#),
  ])
  func `JavaScript's literals keep their values`(_ object: String, _ json: String) {
    #expect(
      read("analytics.track('A', \(object));")
        == [#"1 {"type":"track","event":"A","properties":\#(json)}"#])
  }

  @Test(arguments: [
    (
      #"analytics.track(name: "A", properties: ["a": 1, "b": ["c": nil], "d": [1, "x", true]])"#,
      #"{"type":"track","event":"A","properties":{"a":1,"b":{"c":null},"d":[1,"x",true]}}"#
    ),
    (
      #"Analytics.shared().track("A", properties: ["a": "b" as Any, "n": NSNull()] as [String: Any])"#,
      #"{"type":"track","event":"A","properties":{"a":"b","n":null}}"#
    ),
    (
      #"self?.analytics!.screen(title: "A", category: "B", properties: [:])"#,
      #"{"type":"screen","name":"A","category":"B","properties":{}}"#
    ),
    (
      #"Analytics.main.identify(userId: "u", traits: ["a": 1_000.50, "b": -0x10])"#,
      #"{"type":"identify","userId":"u","traits":{"a":1000.50,"b":-16}}"#
    ),
    (#"analytics.identify(traits: ["a": []])"#, #"{"type":"identify","traits":{"a":[]}}"#),
    (
      #"analytics.track(name: "caf\u{e9} \\ \"q\"", enrichments: [{ event in event }])"#,
      #"{"type":"track","event":"café \\ \"q\""} ! line 1, column 45: argument enrichments is left out"#
    ),
    (
      "analytics.track(name: \"\"\"\n    one\n      two\n    \"\"\")",
      #"{"type":"track","event":"one\n  two"}"#
    ),
    (
      #"analytics.track(name: "A", properties: ["n": NSDecimalNumber(string: "1e400")])"#,
      #"{"type":"track","event":"A","properties":{"n":1e400}}"#
    ),
  ])
  func `Swift calls are read`(_ code: String, _ call: String) {
    #expect(read(code) == ["1 \(call)"])
  }

  @Test(arguments: [
    (
      #"[[SEGAnalytics sharedAnalytics] track:@"A" properties:@{ @"a": @1, @"b": @YES, @"c": @[@-1.5, [NSNull null]], @"d": @(2), @"e": @{} }];"#,
      #"{"type":"track","event":"A","properties":{"a":1,"b":true,"c":[-1.5,null],"d":2,"e":{}}}"#
    ),
    (
      #"[[SEGAnalytics sharedAnalytics] identify:@"u" traits:@{ @"a": @"b" "c" } options:@{ @"anonymousId": @"v" }]"#,
      #"{"type":"identify","userId":"u","anonymousId":"v","traits":{"a":"bc"}}"#
    ),
    (
      #"[self.analytics identify:nil traits:@{@"a": [NSNumber numberWithInt:3]}]"#,
      #"{"type":"identify","traits":{"a":3}}"#
    ),
    (
      #"[SEGAnalytics.sharedAnalytics screen:@"A" category:@"B" properties:nil];"#,
      #"{"type":"screen","name":"A","category":"B"}"#
    ),
    (
      #"[[SEGAnalytics sharedAnalytics] track:@"tab\t\303\251\u00e9"];"#,
      #"{"type":"track","event":"tab\téé"}"#
    ),
    (
      #"[analytics track:@"A" properties:@{@"n": [NSDecimalNumber decimalNumberWithString:@"12345678901234567890"]}];"#,
      #"{"type":"track","event":"A","properties":{"n":12345678901234567890}}"#
    ),
  ])
  func `Objective-C messages are read`(_ code: String, _ call: String) {
    #expect(read(code) == ["1 \(call)"])
  }

  @Test(arguments: [
    ("analytics.track()", "1! line 1, column 17: the event's name is missing"),
    (
      "analytics.track('A', {\n  price: product.price\n})",
      "1! line 2, column 10: product.price is no literal value; write the value itself"
    ),
    (
      "analytics.track('A', {price: 1 + 2})",
      "1! line 1, column 32: + stands where a comma or } is expected"
    ),
    (
      "analytics.track('A', {...rest})",
      "1! line 1, column 23: ...rest stands where a key is expected"
    ),
    ("analytics.track('A", "1! line 1, column 17: the string does not end on its line"),
    (
      "analytics.track(`A ${name}`)",
      "1! line 1, column 20: ${…} is not filled in; write the value itself"
    ),
    (
      "Analytics.shared().track(\"A \\(name)\")",
      "1! line 1, column 29: \\(…) is not filled in; write the value itself"
    ),
    ("analytics.track('\\ud800')", "1! line 1, column 18: half of a surrogate pair"),
    (
      "analytics.identify(user.id, {})",
      "1! line 1, column 20: user.id is no literal value; write the value itself"
    ),
    (
      "analytics.track('A', {at: new Date()})",
      "1! line 1, column 27: new Date() is another moment each time; write new Date(\"2024-01-24T09:30:00Z\")"
    ),
    ("analytics.track('A', [1])", "1! line 1, column 17: the properties must be an object"),
    (
      "analytics.group('g')",
      "1! line 1, column 1: group is not taken: only page, screen, identify and track are"
    ),
    (
      "[[SEGAnalytics sharedAnalytics] track:name];",
      "1! line 1, column 39: name is no literal value; write the value itself"
    ),
    (
      "analytics.ready()",
      "1! line 1, column 1: no call of analytics.page, screen, identify or track is in this text"
    ),
  ])
  func `what is no literal is an error with its place`(_ code: String, _ error: String) {
    #expect(read(code) == [error])
  }

  @Test func `calls are found among other code, a broken one in between`() {
    let code = """
      import { analytics } from './analytics';
      // analytics.track('in a comment');
      const text = "analytics.track('in a string')";
      it's(prose);
      button.on('click', () => {
        window.analytics?.track('One', {}, () => { analytics.track('Two'); });
        analytics.track(name);
        await analytics
          .track('Three');
      });
      mixpanel.track('Other');
      """
    #expect(
      read(code) == [
        #"6 {"type":"track","event":"One","properties":{}} ! line 6, column 38: the callback is left out"#,
        "7! line 7, column 19: name is no literal value; write the value itself",
        #"8 {"type":"track","event":"Three"}"#,
      ])
  }

  @Test func `comments say what a language cannot`() {
    let code = """
      // with: {"userId":"u","context":{"locale":"de"}}
      analytics.track(name: "A")
      analytics.track(name: "B")
      // call: {"type":"page","name":"C"}
      """
    #expect(
      read(code) == [
        #"2 {"type":"track","userId":"u","event":"A","context":{"locale":"de"}}"#,
        #"3 {"type":"track","event":"B"}"#, #"4 {"type":"page","name":"C"}"#,
      ])
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "[", "{a:", "analytics.track(", "analytics.track([", "analytics.track('",
      "analytics.track(\"\\",
      "analytics.track('a',function(){", "analytics.track(`", "analytics.track(/*", "'\\", "`",
      "\"\"\"\n",
      "analytics.track(\"\"\"\n", "[[analytics track:@{", "analytics.track({a:[", "“", "//", "((((",
      "analytics.track('a',{},x=>", "[analytics track:@\"a\" other:@\"b\" ", "analytics.track(a=>",
    ])
  func `the work grows with the length of the text alone`(_ part: String) {
    let code = Array(String(repeating: part, count: (1 << 16) / part.utf8.count).utf8)
    #expect(!CodeReader.records(of: code).isEmpty)
  }

  @Test func `what is nested too deeply is refused`() {
    let code = "analytics.track('A', {a: " + String(repeating: "[", count: 100_000)
    #expect(read(code) == ["1! line 1, column 525: nested over 500 levels"])
  }
}

private func read(_ code: String) -> [String] {
  CodeReader.records(of: Array(code.utf8)).map(described)
}
