/*
title: Everything on an entity
description: Claims that name an entity in any role, as subject, object, addressee or speaker.
rows: claims
parameters:
  what: {type: entity, required: true, help: "the actor, programme, declaration, event, topic or place"}
  relation: {type: relation, help: only this relation}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query about --what "NATO-Ukraine Council"
*/
MATCH (e:Entity)<-[:SUBJECT|OBJECT|ADDRESSEE|STATED_BY|VIA]-(c:Claim)
WHERE e.id IN $what AND c.status <> 'rejected'
  AND ($relation IS NULL OR c.predicate IN $relation)
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
