internal import ArgumentParser
struct CheckCommand: ParsableCommand { @OptionGroup var common: CommonOptions }
