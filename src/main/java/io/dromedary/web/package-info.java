/**
 * The status page, the JSON behind it, health and metrics, over HTTP. Only loaded where somebody asks for it.
 *
 * <p>A {@link io.dromedary.web.WebServer} listens before anything else starts, so that a port which is taken stops the
 * start. Every request passes the {@link io.dromedary.web.Gate} first, which alone knows who may ask; then a Camel route
 * takes it to what answers. Nothing here decides what becomes of a job.
 */
package io.dromedary.web;
