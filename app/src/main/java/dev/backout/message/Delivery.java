package dev.backout.message;

/// Told what became of messages, for the journal. Called by the threads of channels; what it throws
/// is lost, and the messages go on.
public interface Delivery {
    /// Nobody wants to know.
    Delivery UNNOTED =
            new Delivery() {
                @Override
                public void told(Channel channel, Message message) {}

                @Override
                public void notTold(Channel channel, Message message, String why) {}
            };

    /// A channel took a message.
    void told(Channel channel, Message message);

    /// A channel did not.
    ///
    /// @param why half a sentence
    void notTold(Channel channel, Message message, String why);
}
