package io.tenancy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAlignedAndNumbersStandToTheRight() {
        Table table =
                Table.of("KEY", "ROWS").row("acme", 5).row("north-clinic", 1200).row("x", null);

        assertThat(table.lines(Style.PLAIN))
                .containsExactly(
                        "KEY           ROWS", "acme             5", "north-clinic  1200", "x                -");
    }

    @Test
    void wideAndCombiningCharactersKeepTheColumns() {
        Table table = Table.of("NAME", "KEY").row("日本", "a").row("e\u0301te", "b");

        assertThat(table.lines(Style.PLAIN)).containsExactly("NAME  KEY", "日本  a", "e\u0301te   b");
    }

    @Test
    void controlCharactersOfADatabaseNeverReachTheScreen() {
        Table table = Table.of("NAME").row("\u001b[2J\u202egone\nnext");

        assertThat(table.lines(Style.PLAIN)).containsExactly("NAME", "\\u{1b}[2J\\u{202e}gone\\nnext");
    }

    @Test
    void rowOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> Table.of("A", "B").row("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells under 2 headings");
    }
}
