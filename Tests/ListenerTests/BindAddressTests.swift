import LoopbackHTTP
import Testing

@Suite struct BindAddressTests {
  @Test(
    arguments: [
      ("127.0.0.1", true), ("127.1.2.3", true), ("localhost", true), ("::1", true),
      ("0:0:0:0:0:0:0:1", true), ("0.0.0.0", false), ("192.168.0.1", false), ("::", false),
      ("fe80::1", false),
    ])
  func `loopback addresses are told from others`(_ text: String, _ isLoopback: Bool) throws {
    #expect(try #require(BindAddress(text)).isLoopback == isLoopback)
  }

  @Test(arguments: ["", "example.com", "127.0.0.256", "1.2.3", "::g", "127.0.0.1:80"])
  func `what is no numeric address is none`(_ text: String) {
    #expect(BindAddress(text) == nil)
  }

  @Test func `a server listens on IPv6 too`() async throws {
    let server = LoopbackServer(at: try #require(BindAddress("::1")), port: 0) { _ in }
    #expect(try await server.start() > 0)
    await server.stop()
  }
}
