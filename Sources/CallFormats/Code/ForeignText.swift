/// Tells languages and formats that are not read, by words that they alone have.
enum ForeignText {
  /// A name for people, and the marks of which one is enough.
  private static let marks: [(name: String, marks: [String])] = [
    ("PHP code", ["<?php", "Segment::", "$analytics->", "->track([", "Analytics::track("]),
    (
      "C# code",
      [
        "using Segment", "using System", "Analytics.Client.", "Analytics.Initialize(",
        "new Properties() {", "Dictionary<string", "new Model.Properties",
      ]
    ),
    (
      "Go code",
      [
        "package main", "analytics.Track{", "analytics.Identify{", "analytics.Page{",
        "analytics.NewProperties(", "func main()",
      ]
    ),
    (
      "Java code",
      [
        "Message.builder(", "import com.segment", "import java.", "new Properties()",
        "new Traits()",
        "public class ", "ImmutableMap.",
      ]
    ),
    ("Kotlin code", ["buildJsonObject", "fun main(", "import kotlin", "androidContext", "mapOf("]),
    ("Dart code", ["import 'package:", "import \"package:", "void main() {", "Future<void>"]),
    ("Rust code", ["fn main()", "use segment::", "let mut ", "println!("]),
    ("Elixir code", ["defmodule ", "Segment.Analytics.track("]),
    ("HTML", ["<!doctype html", "<!DOCTYPE html", "<html", "<body", "<script"]),
    ("XML", ["<?xml"]),
    ("a diff", ["diff --git ", "\n@@ -"]),
  ]

  /// The language or format of a text, nil when it shows none of these.
  static func name(of text: some Collection<UInt8>) -> String? {
    let words = String(decoding: text.prefix(1 << 16), as: UTF8.self)
    if let found = marks.first(where: { $0.marks.contains { words.utf8.contains($0) } }) {
      return found.name
    }
    if isSQL(words) { return "SQL" }
    return isYAML(words) ? "YAML" : nil
  }

  private static func isSQL(_ text: String) -> Bool {
    let words = text.prefix(4_096).split { $0.isWhitespace || $0 == "(" }.map { $0.uppercased() }
    let openings: [String: [String]] = [
      "SELECT": ["FROM"], "INSERT": ["INTO"], "CREATE": ["TABLE", "VIEW"], "UPDATE": ["SET"],
      "WITH": ["SELECT"],
    ]
    return words.first.flatMap { openings[$0] }?.contains { words.contains($0) } ?? false
  }

  /// At least two lines of a key, a colon and a blank, and no line of anything else.
  private static func isYAML(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "-" } }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    let keys = lines.filter { line in
      let key = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      let rest = line.dropFirst(key.count)
      return !key.isEmpty && (rest == ":" || rest.hasPrefix(": "))
    }
    return keys.count > 1 && keys.count == lines.count
  }
}
