package io.dromedary;

import io.dromedary.audit.Summary;

/** Hears of passes. What it throws is logged and breaks nothing. */
@FunctionalInterface
public interface PassListener {

    /** A pass has ended, and everything it did has been told. */
    void ended(Summary summary);
}
