import Console
import KustomerDestination
import Testing

@Suite struct ScenarioTextTests {
  @Test func `a step is added behind comments that stay`() throws {
    let text = """
      # mine
      schema = 1   # the only one
      name = "n"
      [[step]]
      caption = "a" # said first
      """
    let more = ScenarioText.appending(
      ["type": "track", "userId": "u", "event": "Say \"hi\"", "properties": ["a b": [1, true]]],
      to: text, name: "n")
    #expect(
      more == text + """


        [[step]]
        caption = ""
        call = { type = "track", userId = "u", event = "Say \\"hi\\"", properties = { "a b" = [1, true] } }

        """)
    #expect(try Scenario(parsing: more).steps.count == 2)
  }

  @Test(arguments: [
    #"{"type":"page","userId":null}"#, #"{"type":"page","n":12345678901234567890}"#,
    #"{"type":"page","n":1E5,"x":"\u0000\u001b"}"#, #"{"type":"page","p":{},"l":[{},[]]}"#,
    #"{"type":"page","text":"{\"a\":1}","k\"ey":"ü\n\t\\"}"#, #"{"type":"page","n":1.50}"#,
    #"{"type":"page","n":[1.50]}"#,
  ]) func `a call is read as it was saved`(call: String) throws {
    let json = try JSON(parsing: call)
    let text = ScenarioText.appending(json, to: nil, name: "new \"one\"")
    let scenario = try Scenario(parsing: text)
    #expect(scenario.steps.first?.call == json)
    #expect(scenario.name == "new \"one\"")
  }

  @Test(arguments: [
    ("jo.demo@example.com", "j***@e***.com"), ("+41 44 555 01 02", "+41***"),
    ("10.1.2.3", "10.***"), ("1.2.3", "1.2.3"), ("Pro Annual", "Pro Annual"), ("@", "@"),
  ]) func `what looks personal is hidden`(text: String, masked: String) {
    #expect(Masking.text(text) == masked)
  }

  @Test func `traits are hidden, names of pages and products are not`() {
    #expect(
      Masking.call([
        "type": "identify", "name": "Pricing",
        "traits": ["name": "Jo Demo", "plan": "Pro", "address": ["street": "Bahnhofstrasse 1"]],
        "properties": ["name": "Jacket", "email": "a@b.ch"], "context": ["ip": "1.2.3.4"],
      ]) == [
        "type": "identify", "name": "Pricing",
        "traits": ["name": "J*** D***", "plan": "Pro", "address": ["street": "B*** 1***"]],
        "properties": ["name": "Jacket", "email": "a***@b***.ch"], "context": ["ip": "1.2***"],
      ])
  }
}
