package dev.backout.observe;

/// How a file stands to transactions. A migration tool sends it as one message, which is one
/// transaction unless the file says otherwise.
public enum TransactionUse {
    /// It runs in one transaction, of its own or with more around it.
    ORDINARY("runs in one transaction"),
    /// It holds a statement that refuses a transaction block, such as CREATE INDEX CONCURRENTLY.
    REFUSED("cannot run in a transaction"),
    /// It begins or commits transactions itself: what was committed stays when it fails later.
    OWN("begins and commits transactions itself"),
    /// It begins a transaction and does not commit it: the tool reports success and everything that
    /// follows the BEGIN is lost.
    LEFT_OPEN("begins a transaction and never commits it");

    private final String words;

    TransactionUse(String words) {
        this.words = words;
    }

    /// Whether the whole file takes effect or none of it.
    public boolean transactional() {
        return this == ORDINARY;
    }

    @Override
    public String toString() {
        return words;
    }
}
