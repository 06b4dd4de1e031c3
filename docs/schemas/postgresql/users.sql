create table if not exists users (
	"userId" text not null,
	"userName" text,
	"email" text,
	"username" text,
	"title" text,
	"department" text,
	"state" text,
	"divisionId" text,
	"divisionName" text,
	"teamId" text,
	"teamName" text,
	"managerId" text,
	"managerName" text,
	"autoAnswer" boolean,
	"lastLoginTime" timestamptz,
	primary key ("userId")
);
