import Testing

/// The traps of the design, each in every language it exists in, and the decoys beside them.
@Suite struct TrapTableTests {
  @Test(arguments: Trap.russian) func inRussian(_ trap: Trap) throws { try trap.check() }

  @Test(arguments: Trap.kazakh) func inKazakh(_ trap: Trap) throws { try trap.check() }

  @Test(arguments: Trap.english) func inEnglish(_ trap: Trap) throws { try trap.check() }

  @Test(arguments: Trap.schemes) func inEverySchemeOfTransliteration(_ trap: Trap) throws { try trap.check() }

  @Test(arguments: Trap.decoys) func decoysStay(_ trap: Trap) throws { try trap.check() }
}
