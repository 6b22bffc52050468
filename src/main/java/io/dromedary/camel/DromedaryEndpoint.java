package io.dromedary.camel;

import io.dromedary.Intervals;
import io.dromedary.Job;
import io.dromedary.Patterns;
import io.dromedary.Sizes;
import io.dromedary.Trash;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Keep a replica folder an exact copy of a source folder: plan a pass, copy, delete, finish.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dromedary",
        title = "Dromedary",
        syntax = "dromedary:step",
        category = {Category.FILE},
        producerOnly = true,
        headersClass = Headers.class)
public class DromedaryEndpoint extends DefaultEndpoint {

    private static final String DEFAULT_JOB = "default";

    @UriPath(description = "The step of a pass: plan, copy, delete or finish.")
    @Metadata(required = true)
    private Step step;

    @UriParam(description = "Name of the job. Without it, and without a source, the dromedaryJob header tells.")
    private String job;

    @UriParam(
            description =
                    "Of the step plan: begin a pass only when one is due, by the interval of the job or because somebody"
                            + " has asked for it, and not with each message.")
    private boolean whenDue;

    @UriParam(description = "Folder that is copied. Makes the job known under its name.")
    private String source;

    @UriParam(description = "Folder that becomes the same as the source; created when missing.")
    private String replica;

    @UriParam(
            defaultValue = "MD5",
            description = "How content is compared: MD5 (hash again only what may have changed),"
                    + " FULL (hash everything in every pass) or TIME (size and time only).")
    private Compare compare = Compare.MD5;

    @UriParam(
            defaultValue = "50%",
            description = "Refuse a pass that deletes more files than this number or percentage of the replica.")
    private String maxDelete;

    @UriParam(
            description = "Refuse a pass that updates more files than this number or percentage of the replica."
                    + " Without it there is no limit.")
    private String maxUpdate;

    @UriParam(description = "Refuse a pass unless this stands in the source: a path relative to it.")
    private String require;

    @UriParam(
            description = "Leave out what matches: a pattern as in a .gitignore, or several with commas between them.")
    private String exclude;

    @UriParam(
            description = "Take what matches all the same: patterns like those of exclude, which come before these."
                    + " The last pattern that matches wins.")
    private String include;

    @UriParam(
            description = "File of patterns like a .gitignore, which come before those of exclude and include."
                    + " It is read when the endpoint starts.")
    private String filterFile;

    @UriParam(description = "Leave out smaller files: bytes, or a number with K, M, G or T for powers of 1024.")
    private String minSize;

    @UriParam(description = "Leave out larger files: bytes, or a number with K, M, G or T for powers of 1024.")
    private String maxSize;

    @UriParam(description = "Remove from the replica what is left out, which otherwise stays as it is.")
    private boolean deleteExcluded;

    @UriParam(description = "Follow symbolic links in the source.")
    private boolean followLinks;

    @UriParam(description = "Stay on the source's file system.")
    private boolean oneFileSystem;

    @UriParam(description = "Keep which files are hard links of each other.")
    private boolean hardLinks;

    @UriParam(description = "Keep access control lists of files and folders (Linux).")
    private boolean acls;

    @UriParam(description = "Keep extended attributes of files and folders (Linux).")
    private boolean xattrs;

    @UriParam(description = "Leave owners and groups out, which only root can keep.")
    private boolean noOwner;

    @UriParam(description = "Leave permissions out.")
    private boolean noPerms;

    @UriParam(description = "Leave modification times out.")
    private boolean noTimes;

    @UriParam(
            description =
                    "Folder in which is kept what is overwritten or removed in the replica; created when missing.")
    private String trash;

    @UriParam(
            defaultValue = "30d",
            description = "How long that is kept: seconds, or a number with s, m, h or d for its unit.")
    private String trashKeep = "30d";

    public DromedaryEndpoint(String uri, DromedaryComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new DromedaryProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("dromedary endpoints are steps of a route, and begin none: use from: timer");
    }

    @Override
    public DromedaryComponent getComponent() {
        return (DromedaryComponent) super.getComponent();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (source != null && replica != null) {
            getComponent().ensure(jobFromUri());
        } else if (source != null || replica != null) {
            throw new IllegalArgumentException("source and replica belong together: give both or neither");
        } else if (job != null) {
            Job bean = getCamelContext().getRegistry().lookupByNameAndType(job, Job.class);
            if (bean != null) {
                getComponent().ensure(bean);
            }
        }
    }

    private Job jobFromUri() {
        Job base = Job.of(jobName(), Path.of(source), Path.of(replica));
        return new Job(
                        base.name(),
                        base.source(),
                        base.replica(),
                        base.interval(),
                        base.log(),
                        base.logFormat(),
                        compare,
                        maxDelete == null ? MaxDelete.DEFAULT : MaxDelete.parse(maxDelete),
                        followLinks,
                        oneFileSystem,
                        base.pace())
                .with(new Limits(
                        maxUpdate == null ? null : Amount.parse("maxUpdate", maxUpdate),
                        require == null ? null : Path.of(require)))
                .with(filter())
                .with(new Fidelity(hardLinks, acls, xattrs, !noOwner, !noPerms, !noTimes))
                .with(new Trash(trash == null ? null : Path.of(trash), Intervals.parse("trashKeep", trashKeep)));
    }

    private Filter filter() {
        List<PathPattern> patterns = new ArrayList<>();
        if (filterFile != null) {
            patterns.addAll(Patterns.read("filterFile", Path.of(filterFile)));
        }
        several(exclude).map(text -> Patterns.excluding("exclude", text)).forEach(patterns::add);
        several(include).map(text -> Patterns.including("include", text)).forEach(patterns::add);
        long least = minSize == null ? 0 : Sizes.parse("minSize", minSize);
        long most = maxSize == null ? Long.MAX_VALUE : Sizes.parse("maxSize", maxSize);
        return new Filter(patterns, least, most, deleteExcluded);
    }

    /** Camel takes line breaks out of a URI, and says with commas that something is several. */
    private static Stream<String> several(String patterns) {
        return patterns == null
                ? Stream.empty()
                : Stream.of(patterns.split(",")).map(String::strip).filter(pattern -> !pattern.isEmpty());
    }

    /** The job that this endpoint names, or null if the message has to. */
    String jobName() {
        return job == null && source != null ? DEFAULT_JOB : job;
    }

    public Step getStep() {
        return step;
    }

    public void setStep(Step step) {
        this.step = step;
    }

    public String getJob() {
        return job;
    }

    public void setJob(String job) {
        this.job = job;
    }

    public boolean isWhenDue() {
        return whenDue;
    }

    public void setWhenDue(boolean whenDue) {
        this.whenDue = whenDue;
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public String getReplica() {
        return replica;
    }

    public void setReplica(String replica) {
        this.replica = replica;
    }

    public Compare getCompare() {
        return compare;
    }

    public void setCompare(Compare compare) {
        this.compare = compare;
    }

    public String getMaxDelete() {
        return maxDelete;
    }

    public void setMaxDelete(String maxDelete) {
        this.maxDelete = maxDelete;
    }

    public String getMaxUpdate() {
        return maxUpdate;
    }

    public void setMaxUpdate(String maxUpdate) {
        this.maxUpdate = maxUpdate;
    }

    public String getRequire() {
        return require;
    }

    public void setRequire(String require) {
        this.require = require;
    }

    public String getExclude() {
        return exclude;
    }

    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    public String getInclude() {
        return include;
    }

    public void setInclude(String include) {
        this.include = include;
    }

    public String getFilterFile() {
        return filterFile;
    }

    public void setFilterFile(String filterFile) {
        this.filterFile = filterFile;
    }

    public String getMinSize() {
        return minSize;
    }

    public void setMinSize(String minSize) {
        this.minSize = minSize;
    }

    public String getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(String maxSize) {
        this.maxSize = maxSize;
    }

    public boolean isDeleteExcluded() {
        return deleteExcluded;
    }

    public void setDeleteExcluded(boolean deleteExcluded) {
        this.deleteExcluded = deleteExcluded;
    }

    public boolean isFollowLinks() {
        return followLinks;
    }

    public void setFollowLinks(boolean followLinks) {
        this.followLinks = followLinks;
    }

    public String getTrash() {
        return trash;
    }

    public void setTrash(String trash) {
        this.trash = trash;
    }

    public String getTrashKeep() {
        return trashKeep;
    }

    public void setTrashKeep(String trashKeep) {
        this.trashKeep = trashKeep;
    }

    public boolean isOneFileSystem() {
        return oneFileSystem;
    }

    public void setOneFileSystem(boolean oneFileSystem) {
        this.oneFileSystem = oneFileSystem;
    }

    public boolean isHardLinks() {
        return hardLinks;
    }

    public void setHardLinks(boolean hardLinks) {
        this.hardLinks = hardLinks;
    }

    public boolean isAcls() {
        return acls;
    }

    public void setAcls(boolean acls) {
        this.acls = acls;
    }

    public boolean isXattrs() {
        return xattrs;
    }

    public void setXattrs(boolean xattrs) {
        this.xattrs = xattrs;
    }

    public boolean isNoOwner() {
        return noOwner;
    }

    public void setNoOwner(boolean noOwner) {
        this.noOwner = noOwner;
    }

    public boolean isNoPerms() {
        return noPerms;
    }

    public void setNoPerms(boolean noPerms) {
        this.noPerms = noPerms;
    }

    public boolean isNoTimes() {
        return noTimes;
    }

    public void setNoTimes(boolean noTimes) {
        this.noTimes = noTimes;
    }
}
