/**
 * The status page, the JSON API behind it, health and metrics: loaded when somebody asks for a server, and not otherwise.
 *
 * <p>A request meets the {@link io.dromedary.web.Doorkeeper} first, which knows who may ask for what, and then a Camel route of
 * {@link io.dromedary.web.Api}. Nothing here decides anything about files: it tells what the jobs say of themselves, and hands what
 * a person asks for to the {@link io.dromedary.operator.Operator}.
 */
package io.dromedary.web;
