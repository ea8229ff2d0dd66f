/** What a scene holds: objects, their attributes and places. */
package io.murel.scenes.world;
