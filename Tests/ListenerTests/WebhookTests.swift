import Foundation
import KustomerDestination
import Listener
import LoopbackHTTP
import Testing

@Suite struct WebhookTests {
  private let call = """
    {"type":"track","userId":"u","event":"E","messageId":"m",
     "originalTimestamp":"2024-01-01T08:00:00Z","sentAt":"2024-01-01T09:00:00Z",
     "receivedAt":"2024-01-01T10:00:00Z","timestamp":"2024-01-01T09:00:00Z"}
    """

  @Test func `a call that Segment has stamped keeps its times`() throws {
    let received = try #require(posted("/", call).json?.first)
    let sent = try JSON(parsing: call)
    #expect(received == sent)
  }

  @Test func `the settings name the org's pod`() throws {
    let settings = Data(#"{"apiKey":"SECRET","orgPod":"prod2"}"#.utf8).base64EncodedString()
    let headers = ["x-segment-settings": settings, "authorization": "Basic U0VDUkVUOg=="]
    guard case .calls(let calls, _) = posted("/", call, headers: headers) else {
      Issue.record("the call was not taken")
      return
    }
    #expect(calls.map(\.orgPod) == ["prod2"])
    #expect(!String(describing: calls).contains("SECRET"))
  }

  @Test func `a call without settings is taken`() {
    #expect(posted("/", call).status == 200)
  }

  @Test(arguments: ["%%%", "bm90IGpzb24=", "W10="])
  func `settings that cannot be read are a 400`(_ header: String) throws {
    let response = try posted("/", call, headers: ["x-segment-settings": header]).response()
    #expect(response.status == 400)
    #expect(try response.json()["code"] == "invalid_settings")
  }

  @Test func `a raw call that nobody has stamped gets times and id`() throws {
    let received = try #require(posted("/", #"{"type":"page","userId":"u"}"#).json?.first)
    #expect(received["timestamp"] == "2024-01-01T12:00:00.000Z")
    #expect(received["messageId"] == "api-2024-01-01T12:00:00.000Z-1")
  }
}
