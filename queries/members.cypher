/*
title: Who belongs to which organization, and since when
description: >
  Members at a date, or all there ever were. With --at a claim counts whose dates hold that day, or some day of that
  month or year; one without any counts only where it is reference data.
parameters:
  of: {type: entity, help: the organization}
  who: {type: entity, help: only this member}
  at: {type: date, edge: whole, help: "on that day, or at some time in that month or year"}
columns:
  since: the day of joining
  until: the day of leaving
example: kg query members --of NATO --at 2023-07-11
*/
MATCH (c:Claim)
WHERE c.predicate = 'MEMBER_OF'
  AND c.polarity = 'affirmed' AND c.modality = 'actual' AND c.status <> 'rejected'
MATCH (c)-[:OBJECT]->(o:Entity) WHERE $of IS NULL OR o.id IN $of
MATCH (c)-[:SUBJECT]->(m:Entity) WHERE $who IS NULL OR m.id IN $who
MATCH (c)-[:IN]->(a:Article)
WITH o, c, m, a ORDER BY a.id, c.id
WHERE $at IS NULL
   OR ((a.genre = 'reference' OR c.time_start IS NOT NULL OR c.time_end IS NOT NULL)
     AND coalesce(c.time_start, '') <= $at + '~' AND (c.time_end IS NULL OR c.time_end + '~' >= $at))
RETURN m.name AS member, o.name AS organization, c.time_start AS since, c.time_end AS until, c.quote AS quote,
       head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources,
       collect(coalesce(a.url, a.location)) AS urls, min(c.id) AS claim
ORDER BY member, organization, coalesce(since, ''), claim
