import Foundation
import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct SharedFileTests {
  @Test func `two sandboxes on one file see each other's writes`() async throws {
    try await withTemporaryFolder { folder in
      let one = try kustomer(database: folder + "/sandbox.sqlite")
      let two = try kustomer(database: folder + "/sandbox.sqlite")
      _ = one.track("Ab", visitor: "v", session: "s")
      _ = two.post("/v1/tracking/identity", ["trackingId": "v", "externalId": "u"])
      #expect(try one.timeline(of: "u") == ["s: Ab"])
      #expect(two.post("/v1/customers", ["externalId": "u"]).status == 409)
    }
  }

  @Test func `two sandboxes that write at once lose nothing`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/sandbox.sqlite"
      await withTaskGroup(of: [Int].self) { group in
        for writer in 0..<4 {
          group.addTask { Self.statuses(of: 100, by: writer, on: path) }
        }
        for await statuses in group { #expect(statuses.allSatisfy { $0 == 201 }) }
      }
      let sandbox = try kustomer(database: path)
      #expect(try sandbox.state.arrivals().map(\.number) == Array(1...400))
      let sessions = try sandbox.get("/v1/customers/externalId=u/sessions").json()
      #expect(sessions["data"]?[0]?["attributes"]?["count"] == 400)
    }
  }

  @Test func `records outlive the process`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/deep/sandbox.sqlite"
      _ = try kustomer(database: path).post("/v1/customers", ["externalId": "u"])
      #expect(try kustomer(database: path).get("/v1/customers/externalId=u").status == 200)
    }
  }

  @Test func `the file is its owner's alone`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/sandbox.sqlite"
      _ = try kustomer(database: path).track("Ab")
      for (name, mode) in [("", 0o700), ("/sandbox.sqlite", 0o600)] {
        let found = try FileManager.default.attributesOfItem(atPath: folder + name)
        #expect(found[.posixPermissions] as? Int == mode)
      }
    }
  }

  @Test func `a file that is no database is named`() async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let path = folder + "/sandbox.sqlite"
      try Data(repeating: 0x41, count: 4_096).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: SandboxError.self) { try kustomer(database: path) }
      #expect(try #require(error).description.hasPrefix("sandbox file \(path): "))
    }
  }

  private static func statuses(of count: Int, by writer: Int, on path: String) -> [Int] {
    guard let sandbox = try? kustomer(database: path) else { return [0] }
    return (0..<count).map {
      sandbox.track("Event-\(writer)-\($0)", user: "u", session: "s").status
    }
  }
}
