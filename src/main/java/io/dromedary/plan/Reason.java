package io.dromedary.plan;

/** Why an action is in the plan. */
public enum Reason {
    NEW("new"),
    CONTENT("content differs"),
    METADATA("metadata differs"),
    TYPE("type changed"),
    ROT("rot in the replica"),
    LINKS("hard link differs"),
    MOVED("moved"),
    EXTRANEOUS("extraneous");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** The words used in logs and plans. */
    public String words() {
        return words;
    }
}
