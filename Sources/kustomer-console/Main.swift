internal import Glibc

@main
struct Main {
  static func main() {
    // A closed pipe is an error of write, which says what to do; not a silent death.
    signal(SIGPIPE, SIG_IGN)
    endProgram(RootCommand.main(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}
