internal import GRDB
internal import KustomerDestination

/// The journal's tables, by version.
enum JournalSchema {
  private typealias Method = PlannedRequest.Method

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: version1) }
    migrator.registerMigration("2: pins") { database in
      try database.execute(
        sql: "ALTER TABLE delivery ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0")
    }
    migrator.registerMigration("3: phases") { database in
      try database.execute(sql: "ALTER TABLE attempt ADD COLUMN phases TEXT")
    }
    migrator.registerMigration("4: kinds") { database in
      try database.execute(sql: "ALTER TABLE attempt ADD COLUMN kind TEXT")
      let kind = DatabaseFunction("request_kind", argumentCount: 2, pure: true) { values in
        guard let method = String.fromDatabaseValue(values[0]).flatMap({ Method(rawValue: $0) }),
          let path = String.fromDatabaseValue(values[1])
        else { return nil }
        return PlannedRequest.Kind(of: method, path)?.rawValue
      }
      database.add(function: kind)
      try database.execute(sql: "UPDATE attempt SET kind = request_kind(method, path)")
      database.remove(function: kind)
    }
    // Of what was sent before, the time of the last event stands in for its sending.
    migrator.registerMigration("5: sent sessions") { database in
      try database.execute(
        sql: """
          ALTER TABLE sent_session ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
          UPDATE sent_session SET sent = last;
          ALTER TABLE link ADD COLUMN at INTEGER;
          """)
    }
    migrator.registerMigration("6: orgs and the system's clock") { database in
      try database.execute(
        sql: """
          ALTER TABLE delivery ADD COLUMN place TEXT;
          ALTER TABLE delivery ADD COLUMN org TEXT;
          ALTER TABLE delivery ADD COLUMN settled INTEGER;
          ALTER TABLE attempt ADD COLUMN noted INTEGER;
          """)
    }
    migrator.registerMigration("7: facts and changes") { database in
      try database.execute(sql: "ALTER TABLE delivery ADD COLUMN user TEXT")
      let user = DatabaseFunction("call_user", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).flatMap { try? Call(parsing: $0).ids.user }
      }
      database.add(function: user)
      try database.execute(sql: "UPDATE delivery SET user = call_user(source)")
      database.remove(function: user)
      try database.execute(sql: changes)
    }
    // An index of whole words cannot answer where a text stands.
    migrator.registerMigration("8: no index of words") { database in
      try database.execute(
        sql: """
          DROP TRIGGER delivery_text_insert;
          DROP TRIGGER delivery_text_delete;
          DROP TABLE delivery_text;
          """)
    }
    // Nil is Kustomer's API. A call that Segment has taken is `delivered` here: the statuses of the
    // table are older. `arrived` says when what Segment made of it was seen in the org.
    migrator.registerMigration("9: routes") { database in
      try database.execute(
        sql: """
          ALTER TABLE delivery ADD COLUMN route TEXT;
          ALTER TABLE delivery ADD COLUMN arrived INTEGER;
          """)
    }
    migrator.registerMigration("10: whose draft") { database in
      try database.execute(sql: "ALTER TABLE draft ADD COLUMN writer TEXT")
    }
    return migrator
  }

  /// Counts what becomes of calls, whoever writes it: each change of a call gives it the next
  /// number, and so do an answer and the moment at which its run becomes everybody's.
  private static let changes = """
    ALTER TABLE delivery ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX delivery_by_change ON delivery(changed);
    CREATE TABLE change_count (number INTEGER NOT NULL) STRICT;
    INSERT INTO change_count VALUES (0);
    CREATE TRIGGER delivery_changed AFTER UPDATE OF status, customer, tries, pinned ON delivery
    BEGIN
      UPDATE change_count SET number = number + 1;
      UPDATE delivery SET changed = (SELECT number FROM change_count) WHERE id = new.id;
    END;
    CREATE TRIGGER attempt_ended AFTER UPDATE OF ended ON attempt BEGIN
      UPDATE change_count SET number = number + 1;
      UPDATE delivery SET changed = (SELECT number FROM change_count) WHERE id = new.delivery;
    END;
    CREATE TRIGGER run_went_live AFTER UPDATE OF state ON run BEGIN
      UPDATE change_count SET number = number + 1;
      UPDATE delivery SET changed = (SELECT number FROM change_count) WHERE run = new.id;
    END;
    """

  /// Times are epoch milliseconds.
  ///
  /// A run in state `intake` is invisible to the courier. Rows of
  /// `sent_session` and `link` of such a run carry its id, others 0, so that discarding a run
  /// takes its sessions along. An attempt without `ended` was begun and has no result.
  ///
  /// `place` and `org` say where a delivery goes: the base URL and, when it is known, the org's id.
  /// `settled` and `noted` are `finished` and `ended` by the system's clock, which `--now` leaves
  /// alone.
  private static let version1 = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      profile TEXT NOT NULL,
      begun INTEGER NOT NULL,
      touched INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('intake', 'live')),
      owner TEXT NOT NULL
    ) STRICT;
    CREATE INDEX run_in_intake ON run(id) WHERE state = 'intake';

    CREATE TABLE delivery (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      profile TEXT NOT NULL,
      line INTEGER NOT NULL,
      item INTEGER,
      file TEXT,
      source TEXT NOT NULL,
      type TEXT NOT NULL,
      name TEXT,
      verdict TEXT NOT NULL,
      plan TEXT NOT NULL,
      person TEXT,
      visitor TEXT,
      session TEXT,
      session_source TEXT,
      moment INTEGER NOT NULL,
      time INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed', 'uncertain')),
      tries INTEGER NOT NULL DEFAULT 0,
      customer TEXT,
      problem_cause TEXT,
      problem_code TEXT,
      problem_message TEXT,
      problem_hint TEXT,
      problem_member TEXT,
      notes TEXT,
      finished INTEGER
    ) STRICT;
    CREATE INDEX delivery_by_run ON delivery(run, id);
    CREATE INDEX delivery_unfinished ON delivery(profile, id)
      WHERE status IN ('waiting', 'uncertain');
    CREATE INDEX delivery_by_person ON delivery(person);
    CREATE INDEX delivery_by_session ON delivery(session);

    CREATE VIRTUAL TABLE delivery_text USING fts5(
      source, content = 'delivery', content_rowid = 'id');
    CREATE TRIGGER delivery_text_insert AFTER INSERT ON delivery BEGIN
      INSERT INTO delivery_text(rowid, source) VALUES (new.id, new.source);
    END;
    CREATE TRIGGER delivery_text_delete AFTER DELETE ON delivery BEGIN
      INSERT INTO delivery_text(delivery_text, rowid, source)
        VALUES ('delete', old.id, old.source);
    END;

    CREATE TABLE attempt (
      delivery INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      body BLOB,
      begun INTEGER NOT NULL,
      ended INTEGER,
      ms INTEGER,
      status INTEGER,
      headers TEXT,
      answer BLOB,
      failure TEXT,
      message TEXT,
      PRIMARY KEY (delivery, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_open ON attempt(delivery) WHERE ended IS NULL;

    CREATE TABLE sent_session (
      profile TEXT NOT NULL,
      person TEXT NOT NULL,
      id TEXT NOT NULL,
      run INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (profile, person, id, run)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sent_session_of_run ON sent_session(run) WHERE run > 0;

    CREATE TABLE link (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      profile TEXT NOT NULL,
      visitor TEXT NOT NULL,
      user TEXT NOT NULL,
      run INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX link_of_visitor ON link(profile, visitor, id);
    CREATE INDEX link_of_user ON link(profile, user);

    CREATE TABLE lease (
      profile TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      expires INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE draft (
      form TEXT PRIMARY KEY,
      json TEXT NOT NULL,
      saved INTEGER NOT NULL
    ) STRICT;
    """
}
