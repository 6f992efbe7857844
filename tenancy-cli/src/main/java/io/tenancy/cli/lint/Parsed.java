package io.tenancy.cli.lint;

/** A statement with what it touches. */
record Parsed(Statement statement, Facts facts) {}
