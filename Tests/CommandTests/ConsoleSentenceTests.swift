internal import Delivery
internal import Records
internal import Testing

@testable internal import kustomer_console

/// What the console says of a delivery that did not go through.
@Suite struct ConsoleSentenceTests {
  @Test func `advice that the message gives is not given twice`() {
    let problem = DeliveryProblem(
      .unreachable, "could_not_resolve",
      "cannot find api.acme.kustomerapp.com; check the org pod and the network",
      hint: "check the network and the base URL, then send --resume")
    #expect(
      problem.consoleSentence
        == "cannot find api.acme.kustomerapp.com; check the Org pod and the network")
  }

  @Test func `Setup names the field Org pod as it does`() throws {
    let error = try #require(throws: AddressRefusal.self) { try OrgPod("evil.com/x") }
    let sentence = inConsoleWords("\(error)")
    #expect(sentence.hasPrefix("Org pod \"evil.com/x\" is neither"))
    #expect(!sentence.contains("org_pod"))
  }

  @Test(arguments: [
    (DeliveryProblem.Cause.unreachable, "could_not_connect"), (.unreachable, "redirected"),
    (.key, "wrong_pod"), (.key, "key_refused"), (.key, "forbidden"), (.limit, "rate_limited"),
    (.server, "server_error"), (.call, "refused"), (.unknown, "cut"), (.stopped, "interrupted"),
  ])
  func `no sentence speaks of the command line`(cause: DeliveryProblem.Cause, code: String) {
    let sentence = DeliveryProblem(
      cause, code, "what happened", hint: "set org_pod, then send --resume", member: "meta.tags"
    ).consoleSentence
    #expect(sentence.hasPrefix("what happened"))
    for word in ["--", "org_pod", "base_url"] { #expect(!sentence.contains(word)) }
  }
}
