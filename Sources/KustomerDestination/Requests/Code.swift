/// The stable names of what can be found in a call; Segment's own, letter for letter, where
/// Segment has published one.
public enum Code: String, Sendable, Hashable, CaseIterable {
  case invalidJSON = "invalid_json"
  case oversize
  case typeMissing = "type_missing"
  case unsupportedEventType = "UNSUPPORTED_EVENT_TYPE"
  case noUserAnonId = "no_user_anon_id"
  case idNotString = "id_not_string"
  case externalIdTooLong = "external_id_too_long"
  case eventNotDefined = "event_not_defined"
  case eventNotString = "event_not_string"
  case traitsNotObject = "traits_not_object"
  case propertiesNotObject = "properties_not_object"
  case nameNotString = "name_not_string"
  case categoryNotString = "category_not_string"
  case filteredByIntegrationsObject = "FILTERED_BY_INTEGRATIONS_OBJECT"
  case engageEvent = "engage_event"
  case anonymousNotIdentifiable = "anonymous_not_identifiable"
  case engageOnly = "engage_only"
  case bodyTooLarge = "body_too_large"
  case duplicateKey = "duplicate_key"
  case loneSurrogate = "lone_surrogate"
  case duplicateMessage = "duplicate_message"
  case invalidTimestamp = "invalid_timestamp"
  case implausibleTimestamp = "implausible_timestamp"
  case futureTimestamp = "future_timestamp"
  case emptyList = "empty_list"
  case integrationNameCase = "integration_name_case"
  case integrationValueText = "integration_value_text"
  case screenNotInCatalog = "screen_not_in_catalog"
  case notInIdentity = "not_in_identity"
  case conflictingAliases = "conflicting_aliases"
  case spelling
  case unsupportedValue = "unsupported_value"
  case tooLong = "too_long"
  case invalidEmail = "invalid_email"
  case truncated
  case nameIncomplete = "name_incomplete"
  case invalidPhone = "invalid_phone"
  case invalidURL = "invalid_url"
  case schemeAdded = "scheme_added"
  case invalidDate = "invalid_date"
  case companyIsARecord = "company_is_a_record"
  case noCounterpart = "no_counterpart"
  case customTrait = "custom_trait"
  case engageTrait = "engage_trait"
  case emptyValue = "empty_value"
  case anonymousRetention = "anonymous_retention"
  case eventNameAdapted = "event_name_adapted"
  case nameFromEvent = "name_from_event"
  case sessionIdNotString = "session_id_not_string"
  case sessionIdEmpty = "session_id_empty"
  case sessionIdInvalid = "session_id_invalid"
  case sessionIdNearMiss = "session_id_near_miss"
  case sessionIdIsPlaceholder = "session_id_is_placeholder"
  case timeKeptInMeta = "time_kept_in_meta"
  /// Of a call in code: one browser, one visitor.
  case anonymousIdSupplied = "anonymous_id_supplied"
  /// Of a call in code: the person that an identify before it named.
  case userIdCarried = "user_id_carried"
  /// Of a table: a word for nothing in a column of ids.
  case nullMarker = "null_marker"
  /// A member that carries something and that nobody reads.
  case unreadMember = "unread_member"
  /// An id that is nobody's, as `undefined`: it merges strangers for good.
  case idIsPlaceholder = "id_is_placeholder"
  case keyCollision = "key_collision"
  case tooManyKeys = "too_many_keys"
  /// Of a trace row: another spelling of the same attribute was used, with the same value.
  case sameAsAlias = "same_as_alias"
  /// Of a trace row: the value became part of something else, or repeats it.
  case alreadyUsed = "already_used"
  /// Of a trace row: this destination does not read this part of a call.
  case notRead = "not_read"
}
