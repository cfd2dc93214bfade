package dev.backout.owners;

import org.jspecify.annotations.Nullable;

/// Who is to be called.
///
/// @param team who they are
/// @param contact where they are reached: a channel, an address, a number; or null
/// @param service what of theirs uses the tables, or null
public record Owner(String team, @Nullable String contact, @Nullable String service) {
    /// For people: `checkout, #checkout-oncall (orders-api)`.
    public String text() {
        return team
                + (contact == null ? "" : ", " + contact)
                + (service == null ? "" : " (%s)".formatted(service));
    }
}
