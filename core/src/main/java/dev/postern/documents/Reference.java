package dev.postern.documents;

import dev.postern.text.Place;

/**
 * A name that a document gives of something that may be defined elsewhere.
 *
 * @param target an ARN, a group name, a policy id, by where it stands
 * @param place where it stands
 */
record Reference(String target, Place place) {}
