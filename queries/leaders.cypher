/*
title: Who leads or speaks for an actor
description: >
  Offices with their holders at a date, or all there ever were. With --at a claim counts whose dates hold that day, or
  some day of that month or year.
parameters:
  of: {type: entity, help: "the state, organization or group"}
  who: {type: entity, help: the person}
  at: {type: date, edge: whole, help: "on that day, or at some time in that month or year"}
columns:
  since: the first day in office
  until: the last
example: kg query leaders --of NATO --at 2023-07-11
*/
MATCH (c:Claim)-[:SUBJECT]->(p:Entity)
WHERE c.predicate IN ['HEADS', 'REPRESENTS'] AND c.polarity = 'affirmed' AND c.status <> 'rejected'
  AND ($who IS NULL OR p.id IN $who)
MATCH (c)-[:OBJECT]->(o:Entity)
WHERE $of IS NULL OR o.id IN $of
MATCH (c)-[:IN]->(a:Article)
WITH o, c, p, a ORDER BY a.id, c.id
WHERE $at IS NULL
   OR ((c.time_start IS NOT NULL OR c.time_end IS NOT NULL)
     AND coalesce(c.time_start, '') <= $at + '~' AND (c.time_end IS NULL OR c.time_end + '~' >= $at))
RETURN p.name AS person, c.predicate AS relation, c.role AS role, o.name AS of, c.time_start AS since, c.time_end AS until,
       c.said_on AS said_on, c.quote AS quote, head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources,
       collect(coalesce(a.url, a.location)) AS urls, min(c.id) AS claim
ORDER BY of, coalesce(since, said_on, ''), person, relation, claim
