package import KustomerDestination

/// Whose arrivals are watched.
package enum WatchedPerson: Sendable, Hashable {
  /// The customer with that externalId.
  case user(String)
  /// The customer with that address.
  case email(String)
  /// The customer with that id of Kustomer's.
  case customer(String)

  fileprivate var path: String {
    switch self {
    case .user(let id): "/v1/customers/externalId=\(id.percentEncoded)"
    case .email(let address): "/v1/customers/email=\(address.percentEncoded)"
    case .customer(let id): "/v1/customers/\(id.percentEncoded)"
    }
  }
}

extension OrgReader {
  /// Looks once at what the org has of a person.
  ///
  /// - Parameters:
  ///   - person: whose.
  ///   - watch: takes it in.
  ///   - since: sessions that ended before are not read.
  ///   - journal: tells what was sent from here; nil when nothing ever was.
  ///   - isLast: whether nobody looks again.
  /// - Returns: what is new.
  /// - Throws: `FindOutError`.
  package func look(
    at person: WatchedPerson, _ watch: inout Watch, since: Timestamp, _ journal: Journal?,
    isLast: Bool
  ) async throws(FindOutError) -> [Watch.Arrival] {
    let attributes: JSON?
    let sessions: [ReadTimeline.Session]
    do throws(ReadFailure) {
      let record = try await get(person.path)?.answer
      attributes = record?.data?["attributes"]
      sessions =
        if let id = record?.recordID {
          try await timeline(ofCustomer: id, since: since).sessions
        } else {
          []
        }
    } catch {
      throw .read(error)
    }
    var ours: [SentEvent] = []
    if let journal, let user = attributes?["externalId"]?.stringValue {
      do throws(JournalError) {
        ours = try journal.otherEvents(of: user, in: org, except: []).landed
      } catch {
        throw .journal(error)
      }
    }
    let recent = ours.filter { $0.sent >= since - .minutes(1) }
    let arrivals = watch.take(sessions, attributes: attributes, ours: recent)
    return isLast ? arrivals + watch.end(attributes: attributes) : arrivals
  }
}
