/** view.html: the learning curves of a run as one page that works offline. */
package io.murel.app.view;
