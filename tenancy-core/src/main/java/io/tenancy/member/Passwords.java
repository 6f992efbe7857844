package io.tenancy.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * What a password has to be: 8 to 128 code points, and not one of those that everybody tries first. Nothing else is asked for: rules
 * about digits and capitals make passwords worse (NIST SP 800-63B, 5.1.1.2). Stateless.
 */
public final class Passwords {
    /** The fewest code points. */
    public static final int SHORTEST = 8;
    /** The most code points. Nothing is cut off: every one of them counts. */
    public static final int LONGEST = 128;

    private static final Set<String> OBVIOUS = Set.of(
            "password",
            "passw0rd",
            "passwort",
            "contrasena",
            "motdepasse",
            "qwertyui",
            "qwertyuiop",
            "qwertzui",
            "azertyui",
            "asdfghjk",
            "asdfghjkl",
            "1q2w3e4r",
            "q1w2e3r4",
            "iloveyou",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "superman",
            "letmein",
            "welcome",
            "changeme",
            "trustno",
            "administrator",
            "computer",
            "internet",
            "whatever",
            "starwars",
            "abcdefgh",
            "abcd",
            "secret",
            "default",
            "geheim",
            "dragon",
            "monkey",
            "admin",
            "test",
            "qwerty",
            "iloveu",
            "michael",
            "jennifer",
            "mustang",
            "shadow",
            "master",
            "corvette",
            "maverick",
            "samantha",
            "victoria");

    private Passwords() {}

    /**
     * The one form in which a password is hashed: composed (NFC), since keyboards differ in how they send an accent.
     *
     * @param typed what was typed
     * @return its form, which may still be no good password
     */
    public static String normalise(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    /**
     * Refuses what is no good as a new password. The message never repeats it.
     *
     * @param typed what was typed
     * @param holder what else is known of the person, such as address and name: neither is a password
     * @return the password in the form in which it is hashed
     * @throws TenancyException with {@link ErrorCode#PASSWORD_REFUSED} if it is no good
     */
    public static String requireGood(String typed, String... holder) {
        if (typed.length() > 4 * LONGEST) {
            throw refused("is longer than " + LONGEST + " characters", "Take a shorter one");
        }
        String password = normalise(typed);
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            throw refused("is shorter than " + SHORTEST + " characters", "Take a longer one, such as four words");
        }
        if (length > LONGEST) {
            throw refused("is longer than " + LONGEST + " characters", "Take a shorter one");
        }
        if (isBroken(password)) {
            throw refused("has half a character in it", "Type it again");
        }
        if (isObvious(password.toLowerCase(Locale.ROOT), holder)) {
            throw refused(
                    "is one of the first that anybody would try",
                    "Take one that nobody would think of, such as four words");
        }
        return password;
    }

    /** Half a surrogate pair has no bytes in UTF-8: passwords that differ in it would be the same. */
    private static boolean isBroken(String password) {
        return password.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static boolean isObvious(String password, String... holder) {
        for (String known : holder) {
            String lower = known.toLowerCase(Locale.ROOT);
            int at = lower.indexOf('@');
            if (password.equals(lower) || (at > 0 && password.equals(lower.substring(0, at)))) {
                return true;
            }
        }
        return password.codePoints().distinct().count() <= 2
                || isRun(password)
                || OBVIOUS.contains(password.replaceFirst("[0-9!.?*#$@_-]{0,8}$", ""));
    }

    /** 12345678, 87654321, abcdefgh. */
    private static boolean isRun(String password) {
        int step = password.charAt(1) - password.charAt(0);
        for (int i = 1; i < password.length(); i++) {
            boolean wraps = password.charAt(i - 1) == '9' && password.charAt(i) == '0';
            if (password.charAt(i) - password.charAt(i - 1) != step && !(step == 1 && wraps)) {
                return false;
            }
        }
        return Math.abs(step) <= 1;
    }

    private static TenancyException refused(String why, String remedy) {
        return new TenancyException(ErrorCode.PASSWORD_REFUSED, "This password " + why, remedy);
    }
}
