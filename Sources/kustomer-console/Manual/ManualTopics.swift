extension ManualPage {
  /// What `help` knows beside the subcommands.
  static var topics: [(name: String, page: ManualPage)] {
    [
      ("keys", keys), ("calls", calls), ("delivery", delivery), ("scenario", scenario),
      ("config", config),
    ]
  }
}
