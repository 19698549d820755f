internal import GRDB
internal import KustomerDestination
internal import Records

extension CallQuery {
  /// Which rows of `delivery` it finds, and the condition's arguments.
  var condition: (sql: String, arguments: StatementArguments) {
    var arguments = StatementArguments()
    let conditions = terms.map { term in
      let (sql, values) = term.wanted.condition
      arguments += StatementArguments(values)
      return term.isExcluded ? "NOT coalesce(\(sql), 0)" : "(\(sql))"
    }
    return ((["run.state = 'live'"] + conditions).joined(separator: " AND "), arguments)
  }
}

extension CallQuery.Wanted {
  /// The same comparisons as `CallQuery.finds` makes in memory.
  fileprivate var condition: (sql: String, arguments: [any DatabaseValueConvertible]) {
    switch self {
    case .column(.status, let fit, let text):
      let sql = "\(fit.sql(DeliveryStatus.column)) OR \(fit.sql(HistoryEntry.lastAnswer))"
      return (sql, [text, text])
    case .column(let column, let fit, let text):
      return (fit.sql("swiftLowercaseString(\(column.sql))"), [text])
    case .profile(let name): return ("delivery.profile = ?", [name])
    case .since(let moment): return ("delivery.moment >= ?", [moment.milliseconds])
    case .before(let moment): return ("delivery.moment < ?", [moment.milliseconds])
    case .olderThan(let id): return ("delivery.id < ?", [id.number])
    case .text(let text):
      return ("instr(swiftLowercaseString(delivery.source), ?) > 0", [text])
    }
  }
}

extension CallQuery.Fit {
  fileprivate func sql(_ value: String) -> String {
    switch self {
    case .whole: "\(value) = ?"
    case .begins: "instr(\(value), ?) = 1"
    case .holds: "instr(\(value), ?) > 0"
    }
  }
}

extension CallQuery.Column {
  fileprivate var sql: String {
    switch self {
    case .user: "coalesce(delivery.user, delivery.visitor)"
    case .code: "delivery.problem_code"
    case .type, .name, .visitor, .session, .status, .verdict, .customer: "delivery.\(rawValue)"
    }
  }
}
