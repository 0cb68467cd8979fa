CREATE TABLE `products` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text,
	`settings` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `id`)
);
