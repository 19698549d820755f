internal import GRDB
package import KustomerDestination
internal import LoopbackHTTP

/// One accepted write, as the sandbox's log keeps it; the key is no part of it.
package struct SandboxArrival: Sendable, Hashable {
  /// 1 for the first write; counts up over all processes on the file.
  package var number: Int64
  /// Whose key it came with.
  package var org: String
  /// The sandbox's clock.
  package var at: Timestamp
  /// `POST` or `PATCH`.
  package var method: String
  /// The path as it stood in the request line, percent-encoded.
  package var path: String
  /// The received text.
  package var body: String
}

extension SandboxState {
  /// Does a write and logs it, both or neither.
  func accept<T>(
    _ request: WireRequest, in org: String, at now: Timestamp,
    _ work: (Database) throws -> T
  ) throws -> T {
    try queue.write { db in
      let result = try work(db)
      try db.run(
        "INSERT INTO arrival (org, at, method, path, body) VALUES (?, ?, ?, ?, ?)",
        [
          org, now.milliseconds, request.method, String(request.path),
          String(decoding: request.body, as: UTF8.self),
        ])
      return result
    }
  }

  /// The accepted writes in order of arrival.
  ///
  /// - Parameters:
  ///   - number: only later ones.
  ///   - path: only those whose path starts so, as with `/v1/tracking/`.
  ///   - limit: at most that many.
  /// - Returns: the oldest first.
  /// - Throws: `SandboxError.database`.
  package func arrivals(
    after number: Int64 = 0, path: String = "/", limit: Int = 1_000_000
  ) throws(SandboxError) -> [SandboxArrival] {
    do {
      return try queue.read { db in
        try db.rows(
          """
          SELECT * FROM arrival WHERE seq > ?1 AND substr(path, 1, length(?2)) = ?2
          ORDER BY seq LIMIT ?3
          """, [number, path, limit]
        ).map { row in
          SandboxArrival(
            number: row["seq"], org: row["org"], at: Timestamp(milliseconds: row["at"]),
            method: row["method"], path: row["path"], body: row["body"])
        }
      }
    } catch {
      throw .database(path: queue.path, problem: Self.sentence(error))
    }
  }
}
