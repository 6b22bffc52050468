/**
 * The command line: options, exit codes, console, and the camel-main program that runs the routes.
 */
package io.dromedary.cli;
