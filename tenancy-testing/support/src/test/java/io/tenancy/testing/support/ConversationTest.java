package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts of who says what: {@code >} the client sends whole messages, {@code <} the server answers, {@code ~} begins a message only. */
class ConversationTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a simple query                                  | >Q <TDCZ                                | 1
            two simple queries                              | >Q <CZ >Q <CZ                           | 2
            an extended query                               | >PBDES <12TDCZ                          | 1
            BEGIN in the same flush                         | >QPBDES <CZ12TDCZ                       | 1
            BEGIN answered in the middle of a message       | >Q ~P <CZ >.BDES <12TDCZ                | 1
            BEGIN answered after a whole message            | >QP <CZ >BDES <12TDCZ                   | 1
            a batch answered before its end was sent        | >PBEBE <12C >BEBE <2C2C >S <2C2CZ       | 1
            a batch whose driver stops to read              | >PBES <12CZ >BES <2CZ                   | 2
            pipelined syncs                                 | >PBES PBES <12CZ >PBES <12CZ12CZ        | 1
            a described statement, flushed, then executed   | >PDH <1tT >BES <2CZ                     | 2
            a flush not fully answered yet                  | >PDH <1t >BES <T2CZ                     | 1
            a flush after everything was answered           | >S <Z >H                                | 2
            an error before the sync                        | >PB <E >ES <Z >Q <CZ                    | 2
            an error answers a flush                        | >PDH <E >PBES <Z                        | 2
            rows suspended, then the next fetch             | >PBDES <12TDDsZ >ES <DDCZ               | 2
            a failed simple query                           | >Q <EZ >Q <CZ                           | 2
            notices and notifications answer nothing        | >Q <NA >Q <CZCZ                         | 1
            notifications between queries                   | >Q <CZ <A >Q <CZ                        | 2
            copy in, simple                                 | >Q <G >dddc <CZ                         | 2
            copy in, refused by the client                  | >Q <G >df <EZ >Q <CZ                    | 3
            copy in, given up by the server                 | >Q <G >d <EZ >ddc >Q <CZ                | 3
            copy in, given up in the middle of a message    | >Q <G ~d <EZ >.dc >Q <CZ                | 3
            copy in, extended                               | >PBES <12G >dddcS <CZ                   | 2
            copy out                                        | >Q <HdddcCZ >Q <CZ                      | 2
            a function call                                 | >F <VZ                                  | 1
            terminate                                       | >Q <CZ >X                               | 1
            """)
    void countsFlights(String what, String script, int roundTrips) {
        assertThat(flights(script)).as(what).isEqualTo(roundTrips);
    }

    private static int flights(String script) {
        Conversation conversation = new Conversation();
        int flights = 0;
        char begun = 0;
        char speaker = 0;
        for (char letter : script.toCharArray()) {
            switch (letter) {
                case ' ' -> {}
                case '>', '<', '~' -> speaker = letter;
                case '.' -> conversation.clientEnds(begun);
                default -> {
                    if (speaker == '<') {
                        conversation.serverEnds(letter);
                    } else {
                        flights += conversation.clientBegins(letter) ? 1 : 0;
                        begun = letter;
                        if (speaker == '>') {
                            conversation.clientEnds(letter);
                        }
                    }
                }
            }
        }
        return flights;
    }
}
