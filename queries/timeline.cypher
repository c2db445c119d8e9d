/*
title: What happened and was said, in order of time
description: Claims by the time of what they tell, or by the day they were said where they name no time.
parameters:
  what: {type: entity, help: only claims that name this}
  relation: {type: relation, help: only this relation}
  since: {type: date, help: then or later}
  until: {type: date, edge: end, help: then or before}
columns:
  when: the time of what happened, else the day it was said
example: kg query timeline --what Russia --since 2014
*/
MATCH (c:Claim)-[:SUBJECT]->(s:Entity)
WHERE c.status <> 'rejected' AND c.modality <> 'possible'
  AND ($relation IS NULL OR c.predicate IN $relation)
  AND ($what IS NULL OR EXISTS { MATCH (c)-[:SUBJECT|OBJECT|ADDRESSEE|STATED_BY]->(e:Entity) WHERE e.id IN $what })
MATCH (c)-[:IN]->(a:Article)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Entity)
OPTIONAL MATCH (c)-[:STATED_BY]->(w:Entity)
WITH c, s, o, t, w, a, coalesce(c.time_start, c.time_end, c.said_on) AS when ORDER BY a.id, c.id
WHERE when IS NOT NULL AND ($since IS NULL OR when + '~' >= $since) AND ($until IS NULL OR when <= $until)
WITH when, a.sha256 AS text, c.start AS start, c.end AS end, c.time_end AS until, c.said_on AS said_on, s.name AS subject,
     c.predicate AS relation, coalesce(o.name, c.object_value + coalesce(' ' + c.object_unit, '')) AS object,
     t.name AS addressee, c.polarity AS polarity, c.modality AS modality, w.name AS stated_by, c.quote AS quote,
     head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources,
     collect(coalesce(a.url, a.location)) AS urls, min(c.id) AS claim
RETURN when, until, said_on, subject, relation, object, addressee, polarity, modality, stated_by, quote, title, sources, urls, claim
ORDER BY when, title, start, end, claim
