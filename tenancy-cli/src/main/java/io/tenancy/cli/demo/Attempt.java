package io.tenancy.cli.demo;

import io.tenancy.cli.demo.Attack.Family;

/** An attack and what became of it. */
record Attempt(String id, Family family, String goal, String statement, Verdict verdict, String evidence) {}
