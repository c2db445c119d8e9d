/*
title: Which articles are the texts of declarations
description: >
  Official texts that are here whole, with the declaration that each is the text of, and how many claims it makes. A text
  is only taken for that of a declaration where its title names it and its day, year or summit agree.
parameters:
  declaration: {type: entity, help: only this declaration}
  since: {type: date, help: published then or later}
  until: {type: date, edge: end, help: published then or before}
columns:
  claims: how many claims the text makes, rejected ones left out
example: kg query texts --declaration "Vilnius Summit Communiqué 2023"
*/
MATCH (d:Declaration)<-[:TEXT_OF]-(a:Article)
WHERE ($declaration IS NULL OR d.id IN $declaration)
  AND ($since IS NULL OR a.published + '~' >= $since) AND ($until IS NULL OR a.published <= $until)
OPTIONAL MATCH (a)<-[:IN]-(c:Claim)
WHERE c.status <> 'rejected'
WITH d, a, count(c) AS claims ORDER BY coalesce(a.published, ''), a.id
WITH d, a.sha256 AS text, head(collect(a.published)) AS published, head(collect(coalesce(a.title, a.id))) AS title,
     max(claims) AS claims, collect(a.id) AS sources, collect(coalesce(a.url, a.location)) AS urls
RETURN d.name AS declaration, published, title, claims, sources, urls
ORDER BY declaration, coalesce(published, ''), title, sources[0]
