internal import CallFormats
internal import Records
internal import Testing

@Suite struct RecogniserTests {
  @Test(arguments: [
    (#"{"type":"track","userId":"u","event":"A"}"#, "one track call from JSON"),
    ("\u{FEFF}{\"type\":\"page\"}\n{\"type\":\"page\"}\n", "2 calls from JSON"),
    (
      "[{\"type\":\"page\"}, {]",
      "one page call from JSON; not read: line 1, column 20: unexpected character; from here on nothing is read up to a line that begins with { or ["
    ),
    ("analytics.track('A')", "one track call from code"),
    ("[[SEGAnalytics sharedAnalytics] screen:@\"Home\"];", "one screen call from code"),
    (
      "analytics.track(name)",
      "no call could be read from code: line 1, column 17: name is no literal value; write the value itself"
    ),
    ("curl https://api.segment.io/v1/page -d '{}'", "one page call from a curl command"),
    ("user_id,event\nu,A\nu,B\n", "2 calls from a table"),
    (" prod2\n", "the org pod prod2"), ("EU", "the org pod eu"),
    ("https://acme.api.kustomerapp.com/v1", "the org pod acme"),
    ("https://api.prod4.kustomerapp.com", "the org pod prod4"),
    ("https://api.kustomerapp.com", "the org pod prod1"),
    ("https://acme.kustomerapp.com/app", "the org pod acme"),
    ("evil.com/x.kustomerapp.com", "this is no call, key or org pod"),
    ("", "there is nothing in it"), ("hello", "this is no call, key or org pod"),
    ("{\"a\":1}", "this JSON is no call"), ("[1, 2]", "this JSON is no call"),
    ("{\"a\":", "this is no JSON: line 1, column 6: the text ends too early"),
    ("PAR1\u{1}", "this is a Parquet file; export the events as JSON lines instead"),
  ])
  func `a pasted text is named in words`(_ text: String, _ words: String) {
    #expect(recognise(text).summary == words)
  }

  @Test(arguments: [
    "eyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a",
    "Bearer eyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a\n",
    "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a",
    "export KUSTOMER_API_KEY='eyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a'",
    "5f0c1a2b3c4d5e6f708192a33f9a",
  ])
  func `a key is recognised and never printed`(_ text: String) throws {
    let recognised = recognise(text)
    guard case .key(let pasted) = recognised else {
      Issue.record("no key")
      return
    }
    let key = pasted.key
    #expect(key.text.hasSuffix("3f9a") && !key.text.contains(" ") && !key.text.contains("'"))
    #expect(recognised.summary == "an API key, …3f9a")
    var dumped = ""
    dump(recognised, to: &dumped)
    for shown in [recognised.summary, "\(recognised)", String(reflecting: recognised), dumped] {
      #expect(!shown.contains(key.text.prefix(12)), "\(shown.count) characters")
    }
  }

  @Test(arguments: [
    ("Segment\nOrg Pod: prod2\nAPI Key: \(token)\nEnable with Segment", "prod2"),
    ("Org Pod\n\n  acme-eu\n\nAPI Key\n  5f0c1a2b3c4d5e6f708192a33f9a\n", "acme-eu"),
    (
      "curl https://acme.api.kustomerapp.com/v1/customers -H 'Authorization: Bearer \(token)'",
      "acme"
    ),
    ("the key is \(token), keep it", nil),
  ])
  func `key and pod are found on a settings page`(_ text: String, _ pod: String?) throws {
    guard case .settings(let key, let found) = recognise(text) else {
      Issue.record("no settings")
      return
    }
    #expect(found == pod)
    #expect(key.key.text.hasSuffix("3f9a"))
    #expect(!recognise(text).summary.contains(key.key.text.prefix(12)))
  }

  @Test(arguments: [
    (token, true), ("Bearer 5f0c1a2b3c4d5e6f708192a33f9a", true),
    ("550e8400-e29b-41d4-a716-446655440000", false),
  ])
  func `a long token alone may be an id as well`(_ text: String, _ isCertain: Bool) throws {
    guard case .key(let key) = recognise(text) else {
      Issue.record("no key")
      return
    }
    #expect(key.isCertain == isCertain)
  }

  private static let token = "eyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a"
}
