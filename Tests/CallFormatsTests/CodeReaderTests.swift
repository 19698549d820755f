internal import CallFormats
internal import KustomerDestination
internal import Testing

@Suite struct CodeReaderTests {
  @Test func `the seed's four examples are the calls of one visitor who is then identified`() {
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
    let records = read(code)
    let visitor = "visitor-" + FNV1a.hex(FNV1a.hash32(code.utf8))
    #expect(
      records == [
        #"1 {"type":"page","anonymousId":"\#(visitor)","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://segment.com/pricing","kustomer_session_id":"abc123"}} ! anonymous_id_supplied"#,
        #"7 {"type":"screen","anonymousId":"\#(visitor)","name":"Home","properties":{"kustomer_session_id":"abc123"}} ! anonymous_id_supplied"#,
        #"10 {"type":"identify","userId":"userId123","anonymousId":"\#(visitor)","traits":{"email":"john.doe@example.com"}} ! anonymous_id_supplied"#,
        #"13 {"type":"track","userId":"userId123","anonymousId":"\#(visitor)","event":"Registered","properties":{"plan":"Pro Annual","accountType":"Facebook","kustomer_session_id":"abc123"}} ! user_id_carried ! anonymous_id_supplied"#,
      ])
    for other in [
      code.replacing("\"", with: "”").replacing("'", with: "’"), code.replacing("\n", with: "\r\n"),
    ] {
      let visitor = "visitor-" + FNV1a.hex(FNV1a.hash32(other.utf8))
      #expect(read(other) == records.map { $0.replacing(/visitor-[0-9a-f]{8}/, with: visitor) })
    }
  }

  @Test(arguments: [
    (#"page()"#, #"{"type":"page"}"#),
    (#"page('A')"#, #"{"type":"page","name":"A"}"#),
    (#"page('A', 'B')"#, #"{"type":"page","name":"B","category":"A"}"#),
    (#"page({a: 1})"#, #"{"type":"page","properties":{"a":1}}"#),
    (#"page('A', {a: 1})"#, #"{"type":"page","name":"A","properties":{"a":1}}"#),
    (#"page(null, 'B', {a: 1})"#, #"{"type":"page","name":"B","properties":{"a":1}}"#),
    (
      #"screen('A', null, {path: '/1'})"#,
      #"{"type":"screen","name":"A","properties":{"path":"/1"}}"#
    ),
    (
      #"page('Home', null, null, { integrations: { All: false } })"#,
      #"{"type":"page","name":"Home","integrations":{"All":false}}"#
    ),
    (
      #"page('Home', undefined, undefined, { anonymous_id: 'v' })"#,
      #"{"type":"page","anonymousId":"v","name":"Home"}"#
    ),
    (
      #"page('A', 'B', null, { userId: 'u' })"#,
      #"{"type":"page","userId":"u","name":"B","category":"A"}"#
    ),
    (
      #"page('A', {a: 1}, {integrations: {All: false}})"#,
      #"{"type":"page","name":"A","properties":{"a":1},"integrations":{"All":false}}"#
    ),
    (
      #"page({url: 'https://a.b'}, {context: {locale: 'de'}})"#,
      #"{"type":"page","properties":{"url":"https://a.b"},"context":{"locale":"de"}}"#
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
      #"track('A', {a: 1}, null, done)"#,
      #"{"type":"track","event":"A","properties":{"a":1}} ! line 1, column 36: argument 4 is left out"#
    ),
    (
      #"track('A', {a: 1}, done)"#,
      #"{"type":"track","event":"A","properties":{"a":1}} ! line 1, column 30: argument 3 is left out"#
    ),
    (
      #"track({user_id: 42, event: 'A', plan: 'pro'}, {integrations: {All: false}})"#,
      #"{"type":"track","userId":"42","event":"A","integrations":{"All":false},"plan":"pro"}"#
    ),
    (
      #"identify({userId: 'u7', email: 'e@example.com', name: 'N'})"#,
      #"{"type":"identify","traits":{"userId":"u7","email":"e@example.com","name":"N"}} ! line 1, column 20: the ids in this object are traits; write identify(userId, traits)"#
    ),
    (
      #"page({userId: 'u', category: 'Docs', name: 'Node', properties: {a: 1}})"#,
      #"{"type":"page","userId":"u","name":"Node","category":"Docs","properties":{"a":1}}"#
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
      #"{"a":"2024-01-02T00:00:00.000Z","b":"1970-01-01T00:00:00.000Z"}"#
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
    "analytics.track<Foo>('A', {a: 1})", "analytics.track<Foo<Bar>, 'x'>('A', {a: 1})",
    "analytics?.track?.('A', {a: 1})", "analytics['track']('A', {a: 1})",
    "window.analytics.track('A', {a: 1})", "window['analytics'].track('A', {a: 1})",
    "window[\"analytics\"]?.[\"track\"]('A', {a: 1})", "analytics().track('A', {a: 1})",
    "```js\nanalytics.track('A', {a: 1});\n```", "~~~\nanalytics.track('A', {a: 1});\n~~~\n",
    "`analytics.track('A', {a: 1})`", "See `analytics.track('A', {a: 1})` there.",
    "It's so:\n\n```ts\nanalytics.track('A', {a: 1})\n```\n\nIsn't `analytics.track()` fine?",
    "Don't forget analytics.track('A', {a: 1}), it's fine\n```sh\nnpm install\n```\n",
    ">>> analytics.track('A', {'a': 1})", "$ analytics.track('A', {a: 1})",
    "# don't\nanalytics.track('A', {a: 1})",
    "```json\n{\"type\": \"track\", \"event\": \"A\", \"properties\": {\"a\": 1}}\n```",
  ])
  func `what stands around a call is passed over`(_ code: String) {
    #expect(
      read(code).map { $0.drop { $0 != " " } }
        == [#" {"type":"track","event":"A","properties":{"a":1}}"#])
  }

  @Test func `JSON in a fence is read from a stream too`() throws {
    let text = "Look:\n```json\n{\"type\": \"page\", \"userId\": \"u\"}\n```\n"
    #expect(try records(of: text, chunk: 7) == [#"3 {"type":"page","userId":"u"}"#])
  }

  @Test(arguments: [
    (
      "import analytics\nanalytics.page('u1', 'Docs', 'Python', {'url': 'x', 'b': True, 'n': None})",
      #"2 {"type":"page","userId":"u1","name":"Python","category":"Docs","properties":{"url":"x","b":true,"n":null}}"#
    ),
    (
      "import segment.analytics as analytics\nanalytics.track('u1', 'A', {'a': 1}, anonymous_id='v')",
      #"2 {"type":"track","userId":"u1","anonymousId":"v","event":"A","properties":{"a":1}}"#
    ),
    (
      "from segment import analytics\nanalytics.identify('u1', {'email': 'a@b.c'})",
      #"2 {"type":"identify","userId":"u1","traits":{"email":"a@b.c"}}"#
    ),
    (
      "analytics.track(user_id='u1', event='A', properties={'a': 1})",
      #"1 {"type":"track","userId":"u1","event":"A","properties":{"a":1}}"#
    ),
    (
      "analytics.track(user_id: 42, event: 'A', properties: { plan: 'pro', 'n' => nil, :s => 1.5 })",
      #"1 {"type":"track","userId":"42","event":"A","properties":{"plan":"pro","n":null,"s":1.5}}"#
    ),
    (
      "Analytics.identify(\n  user_id: 'u',\n  traits: { email: \"a@b.c\" })",
      #"1 {"type":"identify","userId":"u","traits":{"email":"a@b.c"}}"#
    ),
  ])
  func `server libraries' calls are read`(_ code: String, _ call: String) {
    #expect(read(code) == [call])
  }

  @Test func `calls of a server keep their persons and get no visitor`() {
    let code =
      "analytics.track(user_id: 'u', event: 'A')\nanalytics.track(user_id: 'v', event: 'B')"
    #expect(
      read(code) == [
        #"1 {"type":"track","userId":"u","event":"A"}"#,
        #"2 {"type":"track","userId":"v","event":"B"}"#,
      ])
  }

  @Test func `reset ends the visitor and the person`() {
    let found = read(
      "analytics.identify('u');\nanalytics.track('A');\nanalytics.reset();\nanalytics.track('B');")
    #expect(found.count == 3)
    #expect(found[1].contains(#""userId":"u""#) && !found[2].contains("userId"))
    #expect(found[0].contains(visitor(in: found[1])) && !found[0].contains(visitor(in: found[2])))
    #expect(visitor(in: found[2]).wholeMatch(of: /visitor-[0-9a-f]{8}/) != nil)
  }

  @Test func `given ids stand over the visitor of the text`() throws {
    let code = "analytics.track('A');\nanalytics.track('B', {}, {anonymousId: 'own'});"
    let ids = GivenIDs(userId: "u", anonymousId: "v")
    #expect(
      try CodeReader.records(of: Array(code.utf8), ids: ids).map(described) == [
        #"1 {"type":"track","userId":"u","anonymousId":"v","event":"A"}"#,
        #"2 {"type":"track","anonymousId":"own","event":"B","properties":{}}"#,
      ])
  }

  @Test func `a call that is seen and not understood is named with its place`() {
    let code = """
      analytics.trackLink(link, 'A');
      analytics.track('B', {x: /re"g/, y: 1});
      Analytics.with(context).track("C");
      [[RSClient sharedInstance] track:@"D"];
      mixpanel.track('E');
      track('F', {});
      analytics.track('G');
      """
    #expect(
      read(code) == [
        "1! line 1, column 1: trackLink is not read; write the page, screen, identify or track call that it makes",
        #"2! line 2, column 26: /re"g/ is no literal value; write the value itself"#,
        "3! line 3, column 1: Analytics.with(…).track is not read; write it as analytics.track(…)",
        "4! line 4, column 1: [sharedInstance track:…] is not read; write it as [[SEGAnalytics sharedAnalytics] track:…]",
        "5! line 5, column 1: mixpanel.track is not read; write it as analytics.track(…)",
        "6! line 6, column 1: track without its library is not read; write analytics.track(…)",
        #"7 {"type":"track","event":"G"}"#,
      ])
  }

  @Test(arguments: [
    (
      "package main\nfunc main() {\n  client.Enqueue(analytics.Track{\n    Event: \"A\",\n  })\n}",
      "Go code"
    ),
    ("Analytics.Client.Track(\"u\", \"A\", new Properties() { { \"a\", 1 } });", "C# code"),
    ("<?php\nSegment::track(array(\"userId\" => \"u\", \"event\" => \"A\"));", "PHP code"),
    ("analytics.enqueue(TrackMessage.builder(\"A\")\n  .userId(\"u\"));", "Java code"),
    ("type: track\nuserId: u\nevent: A\n", "YAML"),
    ("SELECT *\nFROM tracks\nWHERE 1", "SQL"),
  ])
  func `other languages are refused by their name`(_ code: String, _ language: String) {
    #expect(throws: InputRefusal.foreign(language)) { try records(of: code, chunk: 65_536) }
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
      "analytics.identify(\"{{ customer.id }}\", {})",
      "1! line 1, column 20: {{ … }} is not filled in; write the value itself"
    ),
    (
      "analytics.track('A', {a: '<%= user %>'})",
      "1! line 1, column 26: <%= … %> is not filled in; write the value itself"
    ),
    (
      "analytics.track(user_id: \"#{user.id}\", event: 'A')",
      "1! line 1, column 27: #{…} is not filled in; write the value itself"
    ),
    (
      "analytics.track('A', {a: 1}, options)",
      "1! line 1, column 30: options is no literal value; write the value itself"
    ),
    (
      "analytics.page('u1', 'Docs', 'Python', {'url': 'x'})",
      "1! line 1, column 16: three texts are Python's page(user_id, category, name); put its import line above them, or write page(category, name, properties)"
    ),
    (
      "analytics.identify(userId: 'u', userTraits: {'a': 1})",
      "1! line 1, column 33: argument userTraits is none that identify is known to have"
    ),
    (
      "analytics.track('A', {d: new Date('Jan 1, 2020')})",
      "1! line 1, column 26: Jan 1, 2020 is no date that is read; write it as 2024-01-24T09:30:00Z"
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
      """
    #expect(
      withoutVisitor(read(code)) == [
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
      withoutVisitor(read(code)) == [
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
  func `the work grows with the length of the text alone`(_ part: String) throws {
    let code = Array(String(repeating: part, count: (1 << 16) / part.utf8.count).utf8)
    #expect(try !CodeReader.records(of: code).isEmpty)
  }

  @Test func `what is nested too deeply is refused`() {
    let code = "analytics.track('A', {a: " + String(repeating: "[", count: 100_000)
    #expect(read(code) == ["1! line 1, column 525: nested over 500 levels"])
  }
}

private func read(_ code: String) -> [String] {
  do {
    return try CodeReader.records(of: Array(code.utf8)).map(described)
  } catch {
    return ["refused: \(error)"]
  }
}

/// The visitor that a record was given.
private func visitor(in record: String) -> String {
  record.firstMatch(of: /visitor-[0-9a-f]+/).map { String($0.output) } ?? "none"
}

/// Records without what a text of several calls is given.
private func withoutVisitor(_ records: [String]) -> [String] {
  records.map {
    $0.replacing(/"anonymousId":"visitor-[0-9a-f]{8}",/, with: "")
      .replacing(" ! anonymous_id_supplied", with: "")
  }
}
