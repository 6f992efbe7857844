package io.tenancy.tenant;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Well-formed keys that no tenant may have, because their host names and paths mean something else: {@code www}, {@code api},
 * {@code admin}. Provisioning refuses them, and no resolver finds a tenant in them. Immutable and thread-safe.
 *
 * <pre>{@code
 * ReservedKeys reserved = ReservedKeys.defaults().and("pricing", "partners");
 * reserved.requireFree(key);
 * }</pre>
 */
public final class ReservedKeys {
    private static final ReservedKeys DEFAULTS = new ReservedKeys(new TreeSet<>(Arrays.asList("""
            www web app apps api admin administrator root console dashboard portal my
            account accounts auth login logout signin signup register sso oauth oidc saml id identity
            billing checkout pay payment payments invoice invoices
            about blog contact docs documentation help info legal news pricing privacy security status support terms
            abuse autoconfig autodiscover dns email hostmaster imap isatap mail mx ns ns1 ns2 pop pop3 postmaster
            smtp webmail webmaster wpad
            assets cdn download downloads favicon files images img media public robots static upload uploads
            callback callbacks ci db events ftp git graphql health healthz hooks internal localhost metrics monitoring
            proxy rest search sftp ssh ssl tenant tenants tenancy vpn webhook webhooks ws wss
            beta demo dev development local preview prod production qa sandbox stage staging test testing
            all any default false none null system true undefined unknown
            """.split("\\s+"))));

    private final NavigableSet<String> words;

    private ReservedKeys(NavigableSet<String> words) {
        this.words = words;
    }

    /**
     * The words that every product reserves.
     *
     * @return the default set
     */
    public static ReservedKeys defaults() {
        return DEFAULTS;
    }

    /**
     * This set and more words.
     *
     * @param more well-formed keys
     * @return a new set
     * @throws TenantKey.InvalidTenantKeyException if a word is no well-formed key, so that reserving it would do nothing
     */
    public ReservedKeys and(String... more) {
        NavigableSet<String> grown = new TreeSet<>(words);
        for (String word : more) {
            grown.add(TenantKey.of(word).value());
        }
        return new ReservedKeys(grown);
    }

    /**
     * This set without some words, for a product that sells to tenants of that name.
     *
     * @param fewer keys to allow
     * @return a new set
     */
    public ReservedKeys without(String... fewer) {
        NavigableSet<String> shrunk = new TreeSet<>(words);
        Arrays.asList(fewer).forEach(shrunk::remove);
        return new ReservedKeys(shrunk);
    }

    /**
     * Whether no tenant may have the key.
     *
     * @param key a key
     * @return true if it is reserved
     */
    public boolean isReserved(TenantKey key) {
        return words.contains(key.value());
    }

    /**
     * Checks a key that a tenant is about to take.
     *
     * @param key a key
     * @return the same key
     * @throws ReservedTenantKeyException if it is reserved
     */
    public TenantKey requireFree(TenantKey key) {
        if (isReserved(key)) {
            throw new ReservedTenantKeyException(key);
        }
        return key;
    }

    /**
     * All reserved words.
     *
     * @return a new sorted set
     */
    public NavigableSet<String> words() {
        return new TreeSet<>(words);
    }
}
