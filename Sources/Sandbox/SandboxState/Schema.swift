internal import GRDB

/// The file was made by a version that knows more tables.
struct NewerSchema: Error {
  var version: Int
}

extension Database {
  private static let schemaVersion = 1

  /// Makes the tables of a new file.
  func prepareSchema() throws {
    let version = try Int.fetchOne(self, sql: "PRAGMA user_version") ?? 0
    if version > Self.schemaVersion { throw NewerSchema(version: version) }
    if version == Self.schemaVersion { return }
    try execute(sql: Self.tables)
    try execute(sql: "PRAGMA user_version = \(Self.schemaVersion)")
  }

  private static let tables = """
    CREATE TABLE customer (
      seq INTEGER PRIMARY KEY, org TEXT NOT NULL, id TEXT NOT NULL UNIQUE,
      attributes TEXT NOT NULL, company TEXT, rev INTEGER NOT NULL,
      createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL);
    CREATE TABLE customerKey (
      org TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
      customer TEXT NOT NULL REFERENCES customer (id),
      PRIMARY KEY (org, kind, value)) WITHOUT ROWID;
    CREATE INDEX customerKeyByCustomer ON customerKey (customer);
    CREATE TABLE visitor (
      org TEXT NOT NULL, trackingId TEXT NOT NULL,
      customer TEXT NOT NULL REFERENCES customer (id),
      PRIMARY KEY (org, trackingId)) WITHOUT ROWID;
    CREATE TABLE event (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, org TEXT NOT NULL, trackingId TEXT,
      customer TEXT REFERENCES customer (id), sessionId TEXT NOT NULL,
      isGenerated INTEGER NOT NULL, name TEXT NOT NULL, meta TEXT, at INTEGER NOT NULL);
    CREATE INDEX eventBySession ON event (customer, sessionId, at) WHERE customer IS NOT NULL;
    CREATE INDEX eventByGap ON event (customer, at) WHERE customer IS NOT NULL AND isGenerated;
    CREATE INDEX eventByVisitor ON event (org, trackingId, at) WHERE customer IS NULL;
    CREATE TABLE company (
      seq INTEGER PRIMARY KEY, org TEXT NOT NULL, id TEXT NOT NULL UNIQUE, externalId TEXT,
      name TEXT NOT NULL, attributes TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE UNIQUE INDEX companyByExternalId ON company (org, externalId)
      WHERE externalId IS NOT NULL;
    CREATE TABLE arrival (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, org TEXT NOT NULL, at INTEGER NOT NULL,
      method TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL);
    """
}

extension Database {
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  func count(_ sql: String, _ arguments: StatementArguments) throws -> Int {
    try Int.fetchOne(cachedStatement(sql: sql), arguments: arguments) ?? 0
  }

  /// The number that the next row of a table without deletions gets; inside a write no other
  /// process can take it.
  func nextNumber(of table: String) throws -> Int64 {
    try Int64.fetchOne(cachedStatement(sql: "SELECT COALESCE(MAX(seq), 0) + 1 FROM \(table)")) ?? 1
  }
}
