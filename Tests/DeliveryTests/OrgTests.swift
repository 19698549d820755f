import Foundation
import KustomerDestination
import Records
import Testing

@testable import Delivery

@Suite struct OrgTests {
  @Test(arguments: [
    ("prod1", "https://api.kustomerapp.com"), ("us", "https://api.kustomerapp.com"),
    (" US\n", "https://api.kustomerapp.com"), ("prod2", "https://api.prod2.kustomerapp.com"),
    ("EU", "https://api.prod2.kustomerapp.com"), ("in", "https://api.prod4.kustomerapp.com"),
    ("Prod4", "https://api.prod4.kustomerapp.com"), ("prod3", "https://api.prod3.kustomerapp.com"),
    ("acme", "https://acme.api.kustomerapp.com"), ("a", "https://a.api.kustomerapp.com"),
    ("4-you", "https://4-you.api.kustomerapp.com"),
  ])
  func `a pod names its host`(pod: String, url: String) throws {
    #expect(try OrgPod(pod).baseURL.text == url)
  }

  @Test func `an unlisted pod warns`() throws {
    #expect(try OrgPod("prod3").warning?.contains("prod3") == true)
    for known in ["prod1", "us", "prod2", "eu", "prod4", "in", "acme"] {
      #expect(try OrgPod(known).warning == nil)
    }
  }

  @Test(arguments: [
    "", "  ", "evil.com", "evil.com/x", "prod1.evil.com", "evil.com#", "prod1/../x", "a b", "a@b",
    "prod1:443", "https://evil.com", "-acme", "prod1\u{0}", "prod1\n\nx", "prod1%2eevil", "acme?",
    "prоd1", "ｐrod1", "\u{212A}ustomer", "acme\u{200B}", "[::1]", "127.0.0.1", "acme_1", "a\\b",
    String(repeating: "a", count: 64),
  ])
  func `a hostile pod is refused`(pod: String) {
    #expect(throws: AddressRefusal.self) { try OrgPod(pod) }
  }

  @Test(arguments: [
    ("https://api.kustomerapp.com", "https://api.kustomerapp.com"),
    ("https://API.kustomerapp.com/", "https://api.kustomerapp.com"),
    ("HTTPS://gate.example.com:8443/kustomer/", "https://gate.example.com:8443/kustomer"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://127.9.0.1", "http://127.9.0.1"),
    ("http://localhost:1", "http://localhost:1"), ("http://[::1]:9", "http://[::1]:9"),
    ("https://10.1.2.3", "https://10.1.2.3"),
  ])
  func `a base URL is used as it is`(written: String, url: String) throws {
    #expect(try BaseURL(written).text == url)
  }

  @Test(arguments: [
    "", "api.kustomerapp.com", "ftp://a.b", "file:///etc/passwd", "https://", "https:///x",
    "http://example.com", "http://10.0.0.1", "http://127.0.0.1.evil.com",
    "http://localhost.evil.com",
    "http://127.0.0.1@evil.com", "https://key:x@evil.com", "https://a.b:0", "https://a.b:99999",
    "https://a.b:", "https://a.b:80x", "https://a.b/?q", "https://a.b/#f", "https://a.b/../c",
    "https://a.b//c", "https://a.b/%2e", "https://a b", "https://a.b\\@c.d", "https://a.b\r\nX: y",
    "http://2130706433", "http://127.1", "http://0x7f000001", "http://0177.0.0.1", "http://0.0.0.0",
    "http://[::ffff:127.0.0.1]", "http://[::1", "http://[::1]x", "https://-a.b", "https://a..b",
    "http://ⓛocalhost", "http://１２７.0.0.1", "https://api.kustomerаpp.com", "https://1.2.3.256",
    "https://1.2.3",
  ])
  func `a hostile base URL is refused`(written: String) {
    #expect(throws: AddressRefusal.self) { try BaseURL(written) }
  }

  @Test func `a refusal is one printable line`() {
    let error = #expect(throws: AddressRefusal.self) { try OrgPod("prod1\n\u{1B}[31m\u{202E}x") }
    let text = error.map(\.description) ?? ""
    #expect(text.utf8.allSatisfy { 0x20...0x7E ~= $0 })
    #expect(text.hasPrefix(#"org pod "prod1\n\u{1B}[31m\u{202E}x" is neither"#))
  }

  @Test func `a refusal does not repeat a password`() {
    let error = #expect(throws: AddressRefusal.self) { try BaseURL("https://u:hush@evil.com") }
    #expect(error?.description.contains("hush") == false)
  }

  @Test func `a key prints as its last four characters`() throws {
    let key = try APIKey("  abcdefgh12343f9a\n")
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(describing: key), String(reflecting: key), dumped] {
      #expect(text.contains("…3f9a"))
      #expect(!text.contains("abcdefgh"))
    }
    #expect(!String(reflecting: [key]).contains("abcdefgh"))
  }

  @Test func `a short key shows nothing of itself`() throws {
    #expect(try APIKey("abc1234").masked == "…")
  }

  @Test(arguments: [
    ("", APIKeyError.empty), (" \n", .empty), ("a b", .notPrintable), ("a\r\nX: y", .notPrintable),
    ("schlüssel", .notPrintable), (String(repeating: "x", count: 9_000), .tooLong),
  ])
  func `what no header can carry is no key`(text: String, error: APIKeyError) {
    #expect(throws: error) { try APIKey(text) }
  }

  @Test func `a key is masked in other texts`() throws {
    let key = try APIKey("abcdefgh12343f9a")
    #expect(key.redacting("Bearer abcdefgh12343f9a was refused") == "Bearer …3f9a was refused")
  }

  @Test(arguments: [
    ("k/ey+12345678", #"{"a":"k\/ey+12345678"}"#, #"{"a":"…5678"}"#),
    ("k/ey+12345678", "x?k=k%2Fey%2B12345678&", "x?k=…5678&"),
    ("kkkkkkkk", "kkkkkkkkkkkkkkkkk", "…kkkk…kkkkk"), ("short", "a short one", "a short one"),
  ])
  func `a key is masked in what comes back`(key: String, text: String, masked: String) throws {
    let response = HTTPResponse(
      status: 401, headers: [], body: Array(text.utf8), milliseconds: 0, isComplete: true)
    let body = try APIKey(key).redacting(response).body
    #expect(String(decoding: body, as: UTF8.self) == masked)
  }

  @Test func `a JWT says its org, roles and end`() throws {
    let payload = #"{"org":"5f","orgName":"Ä?>","roles":["org.tracking"],"exp":1735689600}"#
    let middle = Data(payload.utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    let claims = try #require(try APIKey("eyJhbGciOiJIUzI1NiJ9.\(middle).sig").payload)
    #expect(claims.org == "5f")
    #expect(claims.orgName == "Ä?>")
    #expect(claims.roles == ["org.tracking"])
    #expect(claims.expires == Timestamp("2025-01-01T00:00:00Z"))
  }

  @Test(arguments: ["sandbox-key", "a.b.c", "a.eyJ4.c", "..", "a.W10.c"])
  func `a key that is no JWT is fine`(text: String) throws {
    #expect(try APIKey(text).payload == nil)
  }
}
